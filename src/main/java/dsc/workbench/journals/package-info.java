/** Where nodes keep what is durable: in memory, in H2, or in a PostgreSQL database. */
package dsc.workbench.journals;
