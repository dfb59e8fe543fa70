/**
 * What protocols of several concepts use, since concepts do not import each other: one flat package, which knows the
 * contract and Pekko, and no concept. Its types are values, so that a protocol keeps them in its own state and journals
 * them with its own events.
 *
 * <ul>
 *   <li>{@link dsc.concepts.shared.VersionVector}: a number for each node, and what includes what
 *   <li>{@link dsc.concepts.shared.Homes}: which node is home to a key, and the hash by which that is decided
 *   <li>{@link dsc.concepts.shared.KeyValue}, {@link dsc.concepts.shared.SetAndCounter}: what clients ask of protocols
 *       that keep a text, or a set and a counter, under each key
 * </ul>
 */
package dsc.concepts.shared;
