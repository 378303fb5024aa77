package org.ioasidsim.host;

/** Takes idle ids back for requests that find no free one. */
interface Reclaimer {
    /** Takes nothing back. */
    Reclaimer NONE = new Reclaimer() {
        @Override
        public boolean hasIdleId(int maxPasids) {
            return false;
        }

        @Override
        public boolean wouldReclaim(int maxPasids) {
            return false;
        }
    };

    /** Returns whether an id below {@code maxPasids} is idle, so that it could be taken back. */
    boolean hasIdleId(int maxPasids);

    /** Returns whether an id below {@code maxPasids} would be taken back now, for whatever tenant asks. */
    boolean wouldReclaim(int maxPasids);
}
