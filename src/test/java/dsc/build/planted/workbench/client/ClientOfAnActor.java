package dsc.build.planted.workbench.client;

import org.apache.pekko.actor.typed.ActorRef;

/** Breaks a rule on purpose: a client knows only the contract and histories, not who carries its calls. */
public record ClientOfAnActor(ActorRef<String> node) {}
