/** A node's JVM: actor system, membership, split-brain resolver, links with the peers, control endpoint. */
package dsc.workbench.cluster;
