package org.ioasidsim.policy;

/** Thrown when a policy breaks its contract or fails. The message names the policy and says what it did. */
public final class PolicyBreach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PolicyBreach(String message) {
        super(message);
    }

    public PolicyBreach(String message, Throwable cause) {
        super(message, cause);
    }
}
