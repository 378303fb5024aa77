package org.ioasidsim.policy;

/** Says that a policy broke its contract, or failed, and what it did. The message names the policy. */
public final class PolicyBreach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PolicyBreach(String message) {
        super(message);
    }

    public PolicyBreach(String message, Throwable cause) {
        super(message, cause);
    }
}
