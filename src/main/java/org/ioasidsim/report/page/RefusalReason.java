package org.ioasidsim.report.page;

/** A limit that refused: the errors that it returned, what they mean, and what to do first. */
record RefusalReason(String limit, String errnos, String meaning, String remedy) {}
