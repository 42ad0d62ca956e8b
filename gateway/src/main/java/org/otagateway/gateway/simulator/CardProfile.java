// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.otagateway.gateway.simulator.CardApplication.Format;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.packet.secured.Tar;

/** What all cards of a kind share: files, applications, behaviour. */
public final class CardProfile {
    private final FileTree files;
    private final List<CardApplication> applications;
    private final CardBehaviour behaviour;

    CardProfile(FileTree files, List<CardApplication> applications, CardBehaviour behaviour) {
        this.files = files;
        this.applications = List.copyOf(applications);
        this.behaviour = behaviour;
    }

    /**
     * The kind that the gateway's profile {@code generic} fits: RFM of the shared files under TAR B00000, of the SIM under
     * B00010 (both start in the MF), of the USIM under B00011, and under 000000 an issuer security domain that knows no
     * command of remote application management.
     */
    public static CardProfile generic(CardBehaviour behaviour, MinimumSecurity minimum) {
        FileTree tree = FileTree.standard();
        DedicatedFile usim = tree.application(FileTree.USIM_AID).orElseThrow();
        Set<Access> administrator = Set.of(Access.PIN1, Access.PIN2, Access.ADM);
        return new CardProfile(
                tree,
                List.of(
                        new CardApplication(Tar.hex("B00000"), tree.root(), Format.EITHER, minimum, administrator),
                        new CardApplication(Tar.hex("B00010"), tree.root(), Format.EITHER, minimum, administrator),
                        new CardApplication(Tar.hex("B00011"), usim, Format.EITHER, minimum, administrator),
                        new CardApplication(Tar.hex("000000"), tree.root(), Format.EITHER, minimum, Set.of())),
                behaviour);
    }

    FileTree files() {
        return files;
    }

    CardBehaviour behaviour() {
        return behaviour;
    }

    Optional<CardApplication> application(Tar tar) {
        for (CardApplication application : applications) {
            if (application.tar().equals(tar)) {
                return Optional.of(application);
            }
        }
        return Optional.empty();
    }
}
