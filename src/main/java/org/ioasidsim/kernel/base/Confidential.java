package org.ioasidsim.kernel.base;

/** How a VM's memory is kept from the host, which takes one id of the hardware for the VM's whole life. */
public enum Confidential {
    /** Not at all. */
    NONE,
    /** AMD SEV: an ASID of those above the machine's lowest for SEV. */
    SEV,
    /** AMD SEV-ES and SEV-SNP: an ASID below that. */
    SEV_ES,
    /** Intel TDX: a private key id. */
    TDX
}
