/**
 * Gossip: every node hears what one of them was told, although nobody is in charge and any of them may fail.
 *
 * <p><b>Problem.</b> A node that tells all others at once has to know that all have heard it, and to survive until
 * then. Here, each node tells a few, drawn anew each time, and these tell others.
 *
 * <p><b>Guarantee.</b> Within 10 s after the last fault, every node has heard each rumour that was acknowledged, once,
 * as long as journals survive. With {@code spread = rumours}: at most once, and some nodes may miss it, for all that
 * know it may have stopped to tell it (the residue).
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages. The group is fixed. Clocks of day are not read.
 *
 * <pre>
 *   client      n1                        n2                        n3
 *     |--send--&gt;|  Learned(n1.0): hot      |                         |
 *     |&lt;-ok-----|--Rumours(n1.0)---------&gt;|  Learned(n1.0): hot      |     a round: one peer, drawn anew
 *     |         |&lt;---------Rumours(n1.0)--|                         |
 *     |         |--Heard(n1.0)-----------&gt;|                         |     told to one that knew it: 1 of 2
 *     |         |--Rumours(n1.0)---------&gt;|                         |
 *     |         |&lt;------------Heard(n1.0)-|                         |     and so on, until nobody tells it:
 *     |         |                         |                         |     n3 has missed it
 *     |         |                         |&lt;--Comparison(n1: 0)-----|     a digest: the first that is missing,
 *     |         |                         |--Missing(n1.0)---------&gt;|     and what lies behind a gap
 *     |         |                         |                         |  Learned(n1.0): hot again
 * </pre>
 *
 * <p><b>Sources.</b> A. Demers, D. Greene, C. Hauser, W. Irish, J. Larson, S. Shenker, H. Sturgis, D. Swinehart, D.
 * Terry: <i>Epidemic Algorithms for Replicated Database Maintenance</i>, PODC 1987 (§1.3 anti-entropy; §1.4 complex
 * epidemics: here with feedback and counter; §1.5 backing one up by the other). R. Karp, C. Schindelhauer, S. Shenker,
 * B. Vöcking: <i>Randomized Rumor Spreading</i>, FOCS 2000.
 */
package dsc.concepts.foundations.coordination.gossip;
