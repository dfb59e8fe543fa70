/**
 * Locks that are granted by a majority of the nodes for a time, and fencing tokens for what they protect.
 *
 * <p><b>Problem.</b> One at a time, although the holder may crash, pause, or be cut off.
 *
 * <p><b>Guarantee.</b> With {@code fencing = on}: increments and reads of the counters that the locks protect are
 * linearizable, whatever pauses, clocks and the network do, as long as journals survive. With {@code fencing = off}:
 * the same as long as no node stands still, and no message is under way, for longer than a quarter of the ttl, and
 * clocks keep within the drift. Locks are granted again while a majority can talk to each other. A lock alone is
 * advice: two nodes may believe at a time that they have it.
 *
 * <p><b>Fault model.</b> Crashes and restarts with durable state, pauses, an asynchronous network that loses, repeats
 * and reorders messages, times of day that are wrong. The group is fixed.
 *
 * <pre>
 *   client        n1                          n2          n3
 *     |-increment-&gt;|   Numbered(7), durable    |           |
 *     |            |--Acquire(k, 7.n1)--------&gt;|           |   GrantedTo(k, 7.n1), durable
 *     |            |--Acquire(k, 7.n1)--------------------&gt;|
 *     |            |&lt;-----------------Granted--|           |   a majority: n1 has k for a ttl since it asked
 *     |            |--Enter(k, 7.n1)----------&gt;|           |   no token below 7.n1 from now on
 *     |            |--Enter(k, 7.n1)----------------------&gt;|
 *     |            |&lt;------------Entered(41)---|           |   a majority: the newest copy is known
 *     |            |--Put(k, 7.n1, 1, 42)-----&gt;|           |   refused if a greater token has entered
 *     |            |--Put(k, 7.n1, 1, 42)-----------------&gt;|
 *     |            |&lt;------------------Stored--|           |
 *     |&lt;--ok 42----|--Release(k, 7.n1)--------&gt;|           |
 * </pre>
 *
 * <p><b>Rules that are often got wrong</b>, where the code says {@code rule 1} to {@code rule 6}: (1) validity runs
 * from before asking, and is looked at again after every wait; (2) a node that restarts grants nothing that it may have
 * granted, for a ttl; (3) a token that is not greater than all before is refused although the lock is free; (4) who
 * misses a majority releases what was granted and waits a random while; (5) {@code Renew} and {@code Release} name
 * their token; (6) the token goes with every access, and what is protected compares it.
 *
 * <p><b>Sources.</b> Redis documentation: <i>Distributed Locks with Redis</i> (Redlock; there: crash recovery, delayed
 * restarts). M. Kleppmann: <i>How to do distributed locking</i>, 2016. C. Gray, D. Cheriton: <i>Leases</i>, SOSP 1989.
 * M. Burrows: <i>The Chubby Lock Service</i>, OSDI 2006, §2.4 (sequencers). Jepsen: <i>etcd 3.4.3</i>, 2020 (a lease
 * was not looked at again after waiting for the lock). D. Rystsov: <i>CASPaxos</i>, 2018 (the registers).
 */
package dsc.concepts.foundations.coordination.lock;
