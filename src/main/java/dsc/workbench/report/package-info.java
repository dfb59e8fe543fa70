/**
 * One self-contained HTML file a run. Draws what it is given; measures and decides nothing.
 *
 * <p>{@link dsc.workbench.report.HtmlReport} fills a template. What has to be readable without JavaScript is written as
 * markup; the timeline gets its data as JSON, and the scripts beside the template draw it: {@code data.js} reads it,
 * {@code window.js} maps time to pixels, {@code tracks.js}, {@code operations.js} and {@code overview.js} draw,
 * {@code detail.js} tells about one thing, {@code controls.js} listens.
 */
package dsc.workbench.report;
