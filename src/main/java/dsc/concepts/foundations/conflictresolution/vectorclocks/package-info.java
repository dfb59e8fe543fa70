/**
 * Vector clocks and siblings: versions that did not know of each other are kept beside each other, and a client that
 * reads merges them (the shopping cart of the Dynamo paper).
 *
 * <p><b>Problem.</b> A number says that one version is later, even where neither knew of the other. Only a clock with a
 * place for every writer tells "later" from "concurrent".
 *
 * <p><b>Guarantee.</b> Replicas become equal, and no version is lost that none has seen; so no added element is. What
 * merging makes of removals and counts is the client's business: a union brings removed elements back (§4.4 of the
 * paper).
 *
 * <p><b>Faults.</b> As for last write wins; clocks of day have no part in it.
 *
 * <p><b>Messages.</b> Those of {@link dsc.concepts.foundations.conflictresolution.Replica}.
 *
 * <p><b>Sources.</b> Fidge, 1988; Mattern, 1989; DeCandia et al., <i>Dynamo</i>, SOSP 2007, §4.4.
 */
package dsc.concepts.foundations.conflictresolution.vectorclocks;
