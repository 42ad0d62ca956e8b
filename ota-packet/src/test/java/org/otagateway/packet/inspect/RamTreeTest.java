// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;

/** The data of commands of remote applet management, field by field. */
class RamTreeTest {
    private static final String TOOLKIT = "00" + "010014" + "010102" + "0000" + "06b00010b00011";
    private static final String SYSTEM = "c7020200c8020400ca10" + TOOLKIT;
    private static final String INSTALL = "80e60c003c" + "07a0000000010203" + "08a000000001020304"
            + "08a000000001020304" + "0100" + "1e" + "c900ef1a" + SYSTEM + "00";

    private static Inspection inspect(String apdu) {
        return new Inspector(KeyRing.EMPTY, false).inspect(Octets.hex(apdu), Kind.COMMAND_APDU);
    }

    private static String octets(Inspection inspection, String name) {
        return inspection.root().find(name).orElseThrow().octets().toHex();
    }

    @Test
    void installNamesItsApplicationsAndParameters() {
        Inspection install = inspect(INSTALL);

        assertThat(install.sound()).isTrue();
        assertThat(octets(install, "load file AID")).isEqualTo("a0000000010203");
        assertThat(octets(install, "module AID")).isEqualTo("a000000001020304");
        assertThat(install.root().find("volatile quota").orElseThrow().meaning())
                .isEqualTo("512 octets");
        assertThat(octets(install, "menu text length")).isEqualTo("14");
        assertThat(octets(install, "menu identifier")).isEqualTo("02");
        assertThat(install.root().findAll("TAR").stream()
                        .map(tar -> tar.octets().toHex()))
                .isEqualTo(List.of("b00010", "b00011"));
    }

    @Test
    void toolkitParametersInTheCodingOfUiccAreRead() {
        Inspection install = inspect("80e60c002c" + "07a0000000010203" + "08a000000001020304" + "08a000000001020304"
                + "0100" + "0e" + "ea0c800a" + "ff0000000000" + "00" + "00" + "0001" + "00");

        assertThat(install.sound()).isTrue();
        assertThat(octets(install, "priority")).isEqualTo("ff");
        assertThat(octets(install, "channels")).isEqualTo("00");
    }

    @Test
    void aLoadBeginsWithItsLengthAndPutKeyShowsCipheredKeys() {
        Inspection load = inspect("80e8000008" + "c48201020102ffee");
        assertThat(load.root().find("load file data").orElseThrow().octets().toHex())
                .isEqualTo("0102ffee");

        Inspection keys = inspect("80d8008117" + "01" + "8810" + "000102030405060708090a0b0c0d0e0f" + "03aabbcc");
        assertThat(octets(keys, "key check value")).isEqualTo("aabbcc");
        assertThat(keys.root().find("key").orElseThrow().meaning()).contains("ciphered under");
    }

    @Test
    void entriesOfTheRegistryAreReadInAnAnswer() {
        Inspection answer = new Inspector(KeyRing.EMPTY, false)
                .inspect(
                        Octets.hex("019000" + "e3134f07a00000000102039f700107c50100" + "ce0201ff"),
                        Kind.COMPACT_RESPONSE);

        assertThat(answer.root().find("AID").orElseThrow().meaning()).isEqualTo("A0000000010203");
        assertThat(octets(answer, "life cycle state")).isEqualTo("9f700107");
    }

    @Test
    void dataOfAnotherFormIsToldAndDoesNotNestWithoutEnd() {
        Inspection odd = inspect("80e6020003" + "ff0102");
        assertThat(odd.root().find("command data").orElseThrow().meaning()).contains("not of the standard's form");

        String nested = "ef7d".repeat(100);
        assertThat(inspect("80e40000c8" + nested).root().octets().length()).isEqualTo(205);
    }
}
