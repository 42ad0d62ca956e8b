// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.util.List;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.Privilege;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.secured.Tar;

/**
 * An application on the card: an applet, or a security domain other than the issuer's.
 *
 * @param file package it is of
 * @param state life cycle state, one octet; b8 where it is locked
 * @param domain security domain it belongs to
 * @param size octets it takes, without personalization
 * @param stored octets that STORE DATA gave it
 * @param slot of its keys where it is a security domain, else −1
 */
record Instance(
        Aid aid,
        Aid file,
        Aid module,
        int state,
        Privileges privileges,
        Aid domain,
        int size,
        int stored,
        int slot,
        List<Tar> tars) {
    Instance {
        tars = List.copyOf(tars);
    }

    boolean isSecurityDomain() {
        return slot >= 0;
    }

    boolean isLocked() {
        return (state & LifeCycleState.LOCKED.code()) != 0;
    }

    boolean has(Privilege privilege) {
        return privileges.all().contains(privilege);
    }

    Instance inState(int newState) {
        return new Instance(aid, file, module, newState, privileges, domain, size, stored, slot, tars);
    }

    Instance in(Aid newDomain) {
        return new Instance(aid, file, module, state, privileges, newDomain, size, stored, slot, tars);
    }

    Instance with(Privileges newPrivileges) {
        return new Instance(aid, file, module, state, newPrivileges, domain, size, stored, slot, tars);
    }

    Instance storing(int octets) {
        return new Instance(aid, file, module, state, privileges, domain, size, octets, slot, tars);
    }
}
