/**
 * Publish–subscribe with Pekko's Topic.
 *
 * <p><b>Problem.</b> A publisher does not know who listens, nor how many.
 *
 * <p><b>Guarantee.</b> A subscriber gets a publication at most once, and those of one start of one publisher in their
 * order. That it gets one is not promised: a node that cannot be reached, or whose topic the publisher does not know
 * yet, gets nothing, and nobody is told.
 *
 * <p><b>Fault model.</b> Crashes and restarts, pauses, cut links, nodes that leave and come back, in a cluster whose
 * split-brain resolver keeps the majority.
 *
 * <pre>
 *   client   n1                    topic on n1         receptionist          topic on n2            subscriber on n2
 *     |--send-&gt;|--publish--------------&gt;|  knows n1, n2  &lt;--registered-- n2        |                     |
 *     |&lt;--ok---|  [n1.start, 7, 2]      |--one message a node-------------------&gt;|--7-----------------&gt;|  Received(k, letter)
 *     |        |                        |     X  n3 cannot be reached: left out, and nobody is told
 * </pre>
 *
 * <p><b>Sources.</b> Pekko documentation: <i>Distributed Publish Subscribe</i> (delivery guarantee), <i>Actor
 * Discovery</i>. P. Eugster, P. Felber, R. Guerraoui, A.-M. Kermarrec: <i>The Many Faces of Publish/Subscribe</i>, ACM
 * CSUR 35(2), 2003.
 */
package dsc.concepts.foundations.communication.pubsub;
