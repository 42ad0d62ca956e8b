// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.otagateway.gateway.simulator.CardApplication.Format;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.gateway.simulator.ram.RamProfile;
import org.otagateway.packet.secured.Tar;

/** What all cards of a kind share: files, applications, behaviour. */
public final class CardProfile {
    private final FileTree files;
    private final List<CardApplication> applications;
    private final CardBehaviour behaviour;
    private final RamProfile ram;
    private final MinimumSecurity domainMinimum;

    CardProfile(FileTree files, List<CardApplication> applications, CardBehaviour behaviour) {
        this(files, applications, behaviour, RamProfile.STANDARD, MinimumSecurity.NONE);
    }

    private CardProfile(
            FileTree files,
            List<CardApplication> applications,
            CardBehaviour behaviour,
            RamProfile ram,
            MinimumSecurity domainMinimum) {
        this.files = files;
        this.applications = List.copyOf(applications);
        this.behaviour = behaviour;
        this.ram = ram;
        this.domainMinimum = domainMinimum;
    }

    /**
     * The kind that the gateway's profile {@code generic} fits: RFM of the shared files under TAR B00000, of the SIM under
     * B00010 (both start in the MF), of the USIM under B00011, and under 000000 the issuer security domain with remote
     * applet management.
     *
     * @param minimum security level of them all
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
                        new CardApplication(Tar.hex("B00011"), usim, Format.EITHER, minimum, administrator)),
                behaviour,
                RamProfile.STANDARD,
                minimum);
    }

    /** The same kind with other memory, security domains and tokens. */
    public CardProfile with(RamProfile other) {
        return new CardProfile(files, applications, behaviour, other, domainMinimum);
    }

    RamProfile ram() {
        return ram;
    }

    /** Minimum security level of the security domains. */
    MinimumSecurity domainMinimum() {
        return domainMinimum;
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
