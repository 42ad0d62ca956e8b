// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.InstallParameters;
import org.otagateway.packet.globalplatform.KeyInformation;
import org.otagateway.packet.globalplatform.Privilege;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.SetStatus;
import org.otagateway.packet.secured.Tar;

/** Security domains beside the issuer's: what they may do, and where they stand. */
class DomainsTest {
    private static final Aid PACKAGE = SampleCap.PACKAGE;
    private static final Aid APPLET = SampleCap.APPLET;
    private static final Aid INSTANCE = SampleCap.INSTANCE;
    private static final Aid DOMAIN = Aid.hex("a0000001515350410000000001020300");

    private static InstallCommand.ForInstall domain(Aid aid, Privilege... more) {
        Privileges privileges = Privileges.of(IntStream.rangeClosed(0, more.length)
                .mapToObj(i -> i == 0 ? Privilege.SECURITY_DOMAIN : more[i - 1])
                .toArray(Privilege[]::new));
        return new InstallCommand.ForInstall(
                Aid.hex("a0000001515350"),
                Aid.hex("a000000151535041"),
                aid,
                true,
                privileges,
                InstallParameters.NONE.encode(),
                Octets.EMPTY);
    }

    @Test
    void aSecurityDomainIsInstalledAndManagesWhatIsItsOwn() {
        RamCard card = RamCard.standard();
        assertThat(card.run(domain(DOMAIN, Privilege.AUTHORIZED_MANAGEMENT))).isEqualTo("9000");
        SecurityDomain made = SecurityDomain.find(RamProfile.STANDARD, card.content, Tar.hex("010203"))
                .orElseThrow();
        assertThat(made).isEqualTo(new SecurityDomain(DOMAIN, 16, 0));
        card.install();
        assertThat(card.runAs(made, SetStatus.lock(INSTANCE)))
                .as("it is the issuer's")
                .isEqualTo("6985");
        assertThat(card.runAs(made, new DeleteCommand.OfObject(PACKAGE, true))).isEqualTo("6985");
        assertThat(card.run(new InstallCommand.ForExtradition(DOMAIN, INSTANCE, Octets.EMPTY, Octets.EMPTY)))
                .isEqualTo("9000");
        assertThat(card.runAs(made, SetStatus.lock(INSTANCE))).isEqualTo("9000");
        assertThat(card.run(new DeleteCommand.OfObject(DOMAIN, false)))
                .as("it has an application")
                .isEqualTo("6985");
        assertThat(card.runAs(made, new DeleteCommand.OfObject(INSTANCE, false)))
                .isEqualTo("9000");
        assertThat(card.runAs(made, new DeleteCommand.OfObject(DOMAIN, false)))
                .as("itself")
                .isEqualTo("6985");
        assertThat(card.run(new DeleteCommand.OfObject(DOMAIN, false))).isEqualTo("9000");
        assertThat(SecurityDomain.find(RamProfile.STANDARD, card.content, Tar.hex("010203")))
                .isEmpty();
        card.run(domain(DOMAIN));
        assertThat(SecurityDomain.find(RamProfile.STANDARD, card.content, Tar.hex("010203")))
                .as("with a key store of its own")
                .contains(new SecurityDomain(DOMAIN, 17, 0));
    }

    @Test
    void aDomainWithoutTheRightLoadsNothing() {
        RamCard card = RamCard.standard();
        card.run(domain(DOMAIN));
        SecurityDomain made = new SecurityDomain(DOMAIN, 16, 0);
        assertThat(card.runAs(made, RamCard.forLoad(PACKAGE))).isEqualTo("6985");
        card.run(new InstallCommand.ForRegistryUpdate(
                null,
                DOMAIN,
                Privileges.of(Privilege.SECURITY_DOMAIN, Privilege.DELEGATED_MANAGEMENT),
                Octets.EMPTY,
                Octets.EMPTY));
        assertThat(card.runAs(made, RamCard.forLoad(PACKAGE)))
                .as("delegated, without a token")
                .isEqualTo("6982");
        assertThat(card.run(SetStatus.lock(DOMAIN))).isEqualTo("9000");
        assertThat(card.runAs(made, KeyInformation.COMMAND)).as("locked").isEqualTo("6985");
    }

    @Test
    void aTarIsGivenOnlyOnce() {
        RamCard card = RamCard.standard();
        card.run(domain(DOMAIN));
        assertThat(card.run(domain(Aid.hex("a0000001515350410000000101020300"))))
                .isEqualTo("6a80");
        assertThat(card.run(domain(Aid.hex("a0000001515350410000000100000000"))))
                .as("the issuer's")
                .isEqualTo("6a80");
    }

    @Test
    void anAppletNeverBecomesASecurityDomain() {
        RamCard card = RamCard.standard();
        card.install();
        assertThat(card.run(new InstallCommand.ForRegistryUpdate(
                        null, INSTANCE, Privileges.of(Privilege.SECURITY_DOMAIN), Octets.EMPTY, Octets.EMPTY)))
                .isEqualTo("6a80");
        assertThat(card.run(new InstallCommand.ForInstall(
                        PACKAGE,
                        APPLET,
                        APPLET,
                        true,
                        Privileges.of(Privilege.SECURITY_DOMAIN),
                        InstallParameters.NONE.encode(),
                        Octets.EMPTY)))
                .isEqualTo("6a80");
    }

    @Test
    void noDomainIsMovedBelowItself() {
        RamCard card = RamCard.standard();
        Aid second = Aid.hex("a0000001515350410000000001020400");
        card.run(domain(DOMAIN));
        card.run(domain(second));
        assertThat(card.run(new InstallCommand.ForExtradition(DOMAIN, second, Octets.EMPTY, Octets.EMPTY)))
                .isEqualTo("9000");
        assertThat(card.run(new InstallCommand.ForExtradition(second, DOMAIN, Octets.EMPTY, Octets.EMPTY)))
                .isEqualTo("6985");
    }
}
