package org.ioasidsim.report.draw;

import org.ioasidsim.file.CsvTable;
import org.jfree.chart.JFreeChart;

/**
 * A picture, ready to be drawn.
 *
 * @param name of its files, without their ending
 * @param alt what it shows, for readers who cannot see it
 * @param width in pixels of the picture at its natural size
 * @param data what is drawn, as a table
 */
public record Chart(String name, String alt, JFreeChart picture, int width, int height, CsvTable data) {}
