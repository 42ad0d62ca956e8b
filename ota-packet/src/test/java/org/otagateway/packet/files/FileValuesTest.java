// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.PlmnWithAct.Technology;

final class FileValuesTest {
    /** 246-81 is the example of TS 31.102 clause 4.2.5. */
    @ParameterizedTest
    @CsvSource({"246-81, 42f618", "262-01, 62f210", "310-410, 130014", "001-01, 00f110"})
    void aNetworkIsWrittenAndReadAgain(String text, String hex) {
        Plmn plmn = Plmn.of(text);
        assertThat(plmn.encode().toHex()).isEqualTo(hex);
        assertThat(Plmn.decodeList(Octets.hex(hex)).success()).contains(List.of(plmn));
        assertThat(plmn).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"26201", "262-1", "26-201", "262-0123", "2a2-01", ""})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> Plmn.of(text)).hasMessageStartingWith("PLMN: expected as 262-01");
    }

    @Test
    void aListOfForbiddenNetworksIsFilledUp() {
        List<Plmn> list = List.of(Plmn.of("262-01"), Plmn.of("310-410"));
        Octets file = Octets.hex("62f210130014ffffffffffff");
        assertThat(Plmn.encodeList(list, 12)).isEqualTo(file);
        assertThat(Plmn.decodeList(file).success()).contains(list);
        assertThatThrownBy(() -> Plmn.encodeList(list, 5)).hasMessage("value: expected at most 5 octets, got 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"62f2", "aaf210", "62faff"})
    void aListThatIsNotWellFormedIsRefused(String hex) {
        assertThat(Plmn.decodeList(Octets.hex(hex)).failure()).isPresent();
    }

    @Test
    void networksHaveAccessTechnologies() {
        List<PlmnWithAct> list = List.of(
                new PlmnWithAct(Plmn.of("246-81"), Set.of(Technology.E_UTRAN, Technology.UTRAN)),
                new PlmnWithAct(Plmn.of("262-01"), Set.of(Technology.GSM, Technology.NG_RAN)));
        Octets file = Octets.hex("42f618c000" + "62f2100880" + "ffffff0000");
        assertThat(PlmnWithAct.encodeList(list, 15)).isEqualTo(file);
        assertThat(PlmnWithAct.decodeList(file).success()).contains(list);
        assertThat(Technology.ofLabel("e-utran")).contains(Technology.E_UTRAN);
        assertThatThrownBy(() -> PlmnWithAct.encodeList(list, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlmnWithAct.encodeList(list, 12)).isInstanceOf(IllegalArgumentException.class);
        assertThat(PlmnWithAct.decodeList(Octets.hex("42f618c0")).failure()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "262011234567890, 082926102143658709",
        "26201123456789, 0821261021436587f9",
        "001010, 04011010f0ffffffff"
    })
    void anImsiHasItsParityAndLength(String imsi, String hex) {
        assertThat(CardIdentity.encodeImsi(imsi).toHex()).isEqualTo(hex);
        assertThat(CardIdentity.decodeImsi(Octets.hex(hex)).success()).contains(imsi);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00ffffffffffffffff",
                "09ffffffffffffffff",
                "082126102143658709",
                "08a92610214365870f",
                "08292610214365870900"
            })
    void whatIsNoImsiIsRefused(String hex) {
        assertThat(CardIdentity.decodeImsi(Octets.hex(hex)).failure()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"8949020000000000123, 989420000000000021f3", "89490200000000001234, 98942000000000002143"})
    void anIccidIsTenOctets(String iccid, String hex) {
        assertThat(CardIdentity.encodeIccid(iccid).toHex()).isEqualTo(hex);
        assertThat(CardIdentity.decodeIccid(Octets.hex(hex)).success()).contains(iccid);
        assertThatThrownBy(() -> CardIdentity.encodeIccid("12")).isInstanceOf(IllegalArgumentException.class);
        assertThat(CardIdentity.decodeIccid(Octets.hex("ffffffffffffffffffff")).failure())
                .isPresent();
    }

    @Test
    void aNameOfTheDefaultAlphabetOrOfUcs2() {
        ServiceProviderName plain = new ServiceProviderName("Netz_@1", true, false);
        Octets file = Octets.hex("01" + "4e65747a110031" + "ff".repeat(9));
        assertThat(plain.encode()).isEqualTo(file);
        assertThat(ServiceProviderName.decode(file).success()).contains(plain);
        ServiceProviderName other = new ServiceProviderName("Сеть", false, true);
        Octets ucs2 = Octets.hex("02" + "80" + "042104350442044c" + "ff".repeat(7));
        assertThat(other.encode()).isEqualTo(ucs2);
        assertThat(ServiceProviderName.decode(ucs2).success()).contains(other);
        assertThatThrownBy(() -> new ServiceProviderName("seventeen letters", true, true))
                .hasMessageContaining("got 17");
        assertThatThrownBy(() -> new ServiceProviderName("восемь б", true, true))
                .hasMessageContaining("got 17");
    }

    @Test
    void aNumberHasItsTypeAndIsFilledUp() {
        DialingNumber number = new DialingNumber("Bob", "+491710760000");
        Octets entry = Octets.hex("426f62ffff" + "0791947101670000" + "ffffffff" + "ffff");
        assertThat(number.encode(19)).isEqualTo(entry);
        assertThat(DialingNumber.decode(entry).success()).contains(Optional.of(number));
        assertThat(new DialingNumber("", "112").encode(14).toHex()).isEqualTo("038111f2" + "ff".repeat(10));
        assertThat(DialingNumber.decode(Octets.hex("ff".repeat(20))).success()).contains(Optional.empty());
        assertThatThrownBy(() -> number.encode(16)).hasMessage("value: expected at most 2 octets, got 3");
        assertThatThrownBy(() -> new DialingNumber("", "+49a")).hasMessageStartingWith("number: expected");
        assertThat(DialingNumber.decode(Octets.hex("0c81" + "11".repeat(12))).failure())
                .isPresent();
        assertThat(DialingNumber.decode(Octets.hex("0281")).failure()).isPresent();
    }

    @Test
    void aServiceCentreStandsAloneInItsRecord() {
        ServiceCentre centre = new ServiceCentre("", "+491710760000");
        Octets entry = Octets.hex("fd" + "ff".repeat(12) + "0791947101670000" + "ffffffff" + "ffffff");
        assertThat(centre.encode(28)).isEqualTo(entry);
        assertThat(ServiceCentre.decode(entry).success()).contains(centre);
        assertThat(ServiceCentre.decode(Octets.hex("ff".repeat(28))).failure()).isPresent();
        assertThat(ServiceCentre.decode(Octets.hex("ff")).failure()).isPresent();
    }
}
