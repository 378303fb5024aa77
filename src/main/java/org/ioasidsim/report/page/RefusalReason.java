package org.ioasidsim.report.page;

/** What a limit that said no is, the errors that it said no with, and what to do first. */
public record RefusalReason(String limit, String errnos, String meaning, String remedy) {}
