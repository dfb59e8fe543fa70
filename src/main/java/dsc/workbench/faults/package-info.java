/** What can break and when: faults, seeded plans of them, and their injection. Knows no process and no actor system. */
package dsc.workbench.faults;
