/** What the protocols of coordination share: counters, fencing tokens, and registers that compare them. */
package dsc.concepts.foundations.coordination;
