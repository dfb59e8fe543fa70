/**
 * One self-contained HTML file a run, or a simulated world. Draws what it is given; measures and decides nothing.
 *
 * <p>Both reports fill a template ({@code Page}). What has to be readable without JavaScript is written as markup; the
 * rest gets its data as JSON, and scripts beside the template draw it. {@code page.js} and {@code page.css} are what
 * both have in common.
 *
 * <p>{@link dsc.workbench.report.HtmlReport}, of a run, shows operations on a time axis: {@code data.js} reads,
 * {@code window.js} maps time to pixels, {@code tracks.js}, {@code operations.js} and {@code overview.js} draw,
 * {@code detail.js} tells about one thing, {@code controls.js} listens.
 *
 * <p>{@link dsc.workbench.report.WorldReport}, of a world, shows messages on their way in a space-time diagram. Below
 * {@code world/}, {@code steps.js} reads, {@code filter.js} selects, {@code window.js} maps steps to pixels in two
 * scales; {@code lines.js}, {@code arrows.js}, {@code marks.js} draw with {@code pen.js} what {@code diagram.js} lays
 * out, {@code crowd.js} what is too much to tell apart, {@code minimap.js} the whole; {@code list.js} and
 * {@code detail.js} put it into words; {@code menus.js}, {@code pointer.js} and {@code controls.js} listen.
 */
package dsc.workbench.report;
