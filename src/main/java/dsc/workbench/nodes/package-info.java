/** Node processes: class path, class archive, certificates, configuration, and clients of their control endpoints. */
package dsc.workbench.nodes;
