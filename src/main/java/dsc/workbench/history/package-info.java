/**
 * What clients asked and what they were told: events, operations, histories, and Jepsen's EDN. Imports nothing but the
 * JDK and knows no actor.
 */
package dsc.workbench.history;
