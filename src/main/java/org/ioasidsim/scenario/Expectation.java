package org.ioasidsim.scenario;

/**
 * A line of {@code expect:}.
 *
 * @param tenant a tenant's name, or {@code *} for the host
 * @param comparison one of {@code <}, {@code <=}, {@code >}, {@code >=}
 * @param text the line as written
 */
public record Expectation(String variant, String tenant, String metric, String comparison, double bound, String text) {}
