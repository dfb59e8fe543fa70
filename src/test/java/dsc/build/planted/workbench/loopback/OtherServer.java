package dsc.build.planted.workbench.loopback;

import com.sun.net.httpserver.HttpServer;

/** Breaks a rule on purpose: it asks for no token. */
public record OtherServer(HttpServer server) {}
