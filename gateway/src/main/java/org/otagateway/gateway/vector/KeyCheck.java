// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.globalplatform.ChannelException;
import org.otagateway.packet.globalplatform.ChannelKeys;
import org.otagateway.packet.globalplatform.Diversification;
import org.otagateway.packet.globalplatform.InstallParameters;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.globalplatform.Scp02;
import org.otagateway.packet.globalplatform.Scp03;
import org.otagateway.packet.globalplatform.SecureChannel;
import org.otagateway.packet.keys.Key;

/** The checks of what is done with keys of GlobalPlatform, and of install parameters. */
final class KeyCheck {
    private KeyCheck() {}

    static void kcv(Check check) throws BadVector {
        check.required("type", "key", "kcv");
        Key key = ChannelFields.key(check.fields(), "key", check.fields().text("type"));
        check.same("kcv", key.checkValue().toHex());
        check.used("type", "key");
    }

    static void putKey(Check check) throws BadVector {
        check.required("new_key_version", "keys", "command_plain", "command_wrapped");
        Fields fields = check.fields();
        SecureChannel channel;
        try {
            channel = ChannelFields.open(fields);
        } catch (ChannelException e) {
            throw new BadVector("initialize_update_response", "the card's proof of its keys", ChannelFields.message(e));
        }
        if (channel instanceof Scp02 scp02) {
            ChannelFields.same(check, "session_dek", scp02.session().dek());
        }
        channel.externalAuthenticate();
        List<PutKey.Component> components = new ArrayList<>();
        check.same("keys", keys(fields, channel, components));
        try {
            int version = fields.octets("new_key_version", 1).get(0);
            PutKey put = new PutKey(0, 1, version, components);
            check.same("command_plain", put.command().encode().toHex());
            check.same(
                    "command_wrapped",
                    ChannelFields.wrap(channel, put.command(), "command_plain")
                            .encode()
                            .toHex());
        } catch (IllegalArgumentException e) {
            throw new BadVector("new_key_version", "a version from 01 to 7f", ChannelFields.message(e));
        }
        check.used("static_enc", "static_mac", "static_dek", "host_challenge", "initialize_update_response");
        check.used("security_level", "new_key_version");
    }

    private static ArrayNode keys(Fields fields, SecureChannel channel, List<PutKey.Component> components)
            throws BadVector {
        ArrayNode produced = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < fields.get("keys").size(); i++) {
            Fields one = fields.element("keys", i);
            String type = one.text("type");
            Key key = ChannelFields.key(one, "value", type);
            // cards differ in whether the key's length is told; the vector shows what its maker did
            PutKey.LengthForm form =
                    one.octets("encrypted").length() % 8 == 1 ? PutKey.LengthForm.COUNTED : PutKey.LengthForm.BARE;
            PutKey.Component component = PutKey.Component.in(channel, key, form);
            components.add(component);
            ObjectNode same = produced.addObject();
            same.put("type", type);
            same.set("value", one.get("value"));
            same.put("kcv", key.checkValue().toHex());
            same.put("encrypted", component.keyData().toHex());
        }
        return produced;
    }

    static void diversification(Check check) throws BadVector {
        check.required("method", "master_key", "key_diversification_data");
        Fields fields = check.fields();
        String text = fields.text("method");
        String name = text.contains(":") ? text.substring(0, text.indexOf(':')) : text;
        Diversification method = null;
        for (Diversification candidate : Diversification.values()) {
            if (candidate.name().equals(name)) {
                method = candidate;
            }
        }
        if (method == null) {
            throw new BadVector("method", "VISA2, EMV or KDF3", "'" + name + "'");
        }
        boolean aes = method == Diversification.KDF3;
        Key master = ChannelFields.key(fields, "master_key", aes ? ChannelFields.AES : ChannelFields.TRIPLE_DES);
        ChannelKeys keys = method.keys(master, fields.octets("key_diversification_data", 10));
        key(check, "enc", "kcv_enc", keys.enc());
        key(check, "mac", "kcv_mac", keys.mac());
        key(check, "dek", "kcv_dek", keys.dek());
        if (fields.has("scp")) {
            check.same("scp", aes ? "03" : "02");
        }
        check.used("method", "master_key", "key_diversification_data");
    }

    static void sessionKeys(Check check) throws BadVector {
        check.required("scp", "static_key");
        Fields fields = check.fields();
        String scp = fields.text("scp");
        switch (scp) {
            case "02" -> {
                Key key = ChannelFields.key(fields, "static_key", ChannelFields.TRIPLE_DES);
                Scp02.Session session =
                        Scp02.Session.derive(new ChannelKeys(key, key, key), fields.octets("sequence_counter", 2));
                key(check, "session_enc", "kcv_enc", session.enc());
                key(check, "session_cmac", "kcv_cmac", session.mac());
                key(check, "session_rmac", "kcv_rmac", session.rmac());
                key(check, "session_dek", "kcv_dek", session.dek());
                check.used("sequence_counter");
            }
            case "03" -> {
                Key key = ChannelFields.key(fields, "static_key", ChannelFields.AES);
                Scp03.Session session = Scp03.Session.derive(new ChannelKeys(key, key, key), fields.octets("context"));
                key(check, "session_enc", "kcv_enc", session.enc());
                key(check, "session_mac", "kcv_mac", session.mac());
                key(check, "session_rmac", "kcv_rmac", session.rmac());
                check.used("context");
            }
            default -> throw new BadVector("scp", "02 or 03", "'" + scp + "'");
        }
        check.used("scp", "static_key");
    }

    static void installParameters(Check check) throws BadVector {
        check.required("encoded");
        InstallParameters parameters =
                check.fields().decoded("encoded", "install parameters", InstallParameters::decode);
        check.same("encoded", parameters.encode().toHex());
    }

    private static void key(Check check, String field, String checkValue, Key key) throws BadVector {
        ChannelFields.same(check, field, key);
        if (check.fields().has(checkValue)) {
            check.same(
                    checkValue,
                    JsonNodeFactory.instance.textNode(key.checkValue().toHex()));
        }
    }
}
