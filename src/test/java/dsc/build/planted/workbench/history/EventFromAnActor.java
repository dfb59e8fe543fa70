package dsc.build.planted.workbench.history;

import org.apache.pekko.actor.typed.ActorRef;

/** Breaks a rule on purpose: a history knows only the JDK. */
public record EventFromAnActor(ActorRef<String> actor) {}
