/**
 * What protocols of several concepts use, since concepts do not import each other: one flat package, which knows the
 * contract and Pekko, and no concept. What enters a protocol's state is a value, which it journals with its own events.
 *
 * <ul>
 *   <li>{@link dsc.concepts.shared.DurablePeer}: what every peer with a journal repeats
 *   <li>{@link dsc.concepts.shared.Round}: a question to several nodes, until enough of them have answered
 *   <li>{@link dsc.concepts.shared.VersionVector}: a number for each node, and what includes what
 *   <li>{@link dsc.concepts.shared.Homes}: which node is home to a key, and the hash by which that is decided
 *   <li>{@link dsc.concepts.shared.KeyValue}, {@link dsc.concepts.shared.SetAndCounter}: what clients ask of protocols
 *       that keep a text, or a set and a counter, under each key
 *   <li>{@link dsc.concepts.shared.Letters}: what clients ask of protocols that take letters somewhere
 *   <li>{@link dsc.concepts.shared.Inboxes}, {@link dsc.concepts.shared.Inquiries}: the letters that a node has
 *       processed, and the question what they are
 *   <li>{@link dsc.concepts.shared.Links}: messages that are numbered, confirmed, sent again, and taken in order
 *   <li>{@link dsc.concepts.shared.TopicLog}: entries with offsets
 *   <li>{@link dsc.concepts.shared.Tally}: what a sometimes-condition counts
 * </ul>
 */
package dsc.concepts.shared;
