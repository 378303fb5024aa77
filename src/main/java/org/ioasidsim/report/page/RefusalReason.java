package org.ioasidsim.report.page;

/** What a limit that said no is, the errors that it said no with, and what to do first. */
record RefusalReason(String limit, String errnos, String meaning, String remedy) {}
