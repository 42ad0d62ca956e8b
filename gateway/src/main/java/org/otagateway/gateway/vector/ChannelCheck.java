// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.ChannelException;
import org.otagateway.packet.globalplatform.InitializeUpdateResponse;
import org.otagateway.packet.globalplatform.Scp02;
import org.otagateway.packet.globalplatform.Scp03;
import org.otagateway.packet.globalplatform.SecureChannel;

/** The check of a secure channel session: opened again with the card's challenge, its commands wrapped one by one. */
final class ChannelCheck {
    private ChannelCheck() {}

    static void scp02(Check check) throws BadVector {
        session(check, 2);
    }

    static void scp03(Check check) throws BadVector {
        session(check, 3);
    }

    /** An answer to INITIALIZE UPDATE that must not open a session. */
    static void refuse(Check check) throws BadVector {
        check.required("static_enc", "static_mac", "static_dek", "host_challenge", "initialize_update_response");
        check.used("static_enc", "static_mac", "static_dek", "host_challenge", "initialize_update_response");
        check.used("security_level", "key_version", "i_parameter", "sequence_counter", "card_challenge");
        check.used("card_cryptogram");
        check.remark("reason");
        if (check.fields().has("expect")) {
            check.same("expect", "reject");
        }
        try {
            ChannelFields.open(check.fields());
        } catch (ChannelException e) {
            return;
        }
        check.differs("initialize_update_response", Check.text("a refusal"), Check.text("taken as good"));
    }

    private static void session(Check check, int protocol) throws BadVector {
        check.required(
                "key_version",
                "host_challenge",
                "initialize_update_response",
                "card_cryptogram",
                "security_level",
                "external_authenticate_command",
                "commands");
        Fields fields = check.fields();
        InitializeUpdateResponse response = ChannelFields.response(fields);
        check.consistent(
                "initialize_update_response",
                response.protocol() == protocol,
                "a response of SCP0" + protocol,
                "SCP0" + response.protocol());
        try {
            SecureChannel channel = ChannelFields.open(fields);
            check.same(opening(check, channel, response));
            sessionKeys(check, channel);
            check.same(
                    "external_authenticate_command",
                    channel.externalAuthenticate().encode().toHex());
            check.same("commands", commands(fields, channel));
        } catch (ChannelException e) {
            throw new BadVector("card_cryptogram", "the card's proof of these keys", ChannelFields.message(e));
        }
        check.used("key_version", "host_challenge", "security_level", "static_enc", "static_mac", "static_dek");
    }

    private static ObjectNode opening(Check check, SecureChannel channel, InitializeUpdateResponse response)
            throws BadVector {
        // the version that was asked for; a card may answer with the version that it took instead
        int version = check.fields().octets("key_version", 1).get(0);
        ObjectNode produced = check.vector().objectNode();
        produced.put("i_parameter", ChannelFields.hex(response.parameter()));
        produced.put(
                "initialize_update_command",
                SecureChannel.initializeUpdate(version, check.fields().octets("host_challenge"))
                        .encode()
                        .toHex());
        Octets counter = response.sequenceCounter();
        produced.put("sequence_counter", counter == null ? "" : counter.toHex());
        produced.put("card_challenge", response.cardChallenge().toHex());
        produced.put("card_cryptogram", response.cardCryptogram().toHex());
        produced.put("host_cryptogram", channel.hostCryptogram().toHex());
        return produced;
    }

    private static void sessionKeys(Check check, SecureChannel channel) throws BadVector {
        if (channel instanceof Scp02 scp02) {
            ChannelFields.same(check, "session_enc", scp02.session().enc());
            ChannelFields.same(check, "session_cmac", scp02.session().mac());
            ChannelFields.same(check, "session_rmac", scp02.session().rmac());
            ChannelFields.same(check, "session_dek", scp02.session().dek());
        } else if (channel instanceof Scp03 scp03) {
            ChannelFields.same(check, "session_enc", scp03.session().enc());
            ChannelFields.same(check, "session_mac", scp03.session().mac());
            ChannelFields.same(check, "session_rmac", scp03.session().rmac());
        }
    }

    /** The list as it comes out of the session; a response is the card's, so it is repeated where it opens. */
    private static ArrayNode commands(Fields fields, SecureChannel channel) throws BadVector {
        JsonNode list = fields.get("commands");
        ArrayNode produced = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < list.size(); i++) {
            String place = "commands[" + i + "]";
            Fields command = fields.element("commands", i);
            CommandApdu plain = ChannelFields.command(command, "plain");
            ObjectNode one = produced.addObject();
            one.put("plain", plain.encode().toHex());
            one.put(
                    "wrapped",
                    ChannelFields.wrap(channel, plain, place + ".plain")
                            .encode()
                            .toHex());
            if (command.has("response_wrapped")) {
                response(command, channel, place, one);
            }
        }
        return produced;
    }

    private static void response(Fields command, SecureChannel channel, String place, ObjectNode one) throws BadVector {
        Octets wrapped = command.octets("response_wrapped");
        Octets word = command.octets("response_sw", 2);
        ResponseApdu response = ResponseApdu.decode(Octets.concat(wrapped, word))
                .success()
                .orElseThrow(() -> new BadVector(place + ".response_wrapped", "a response", "none"));
        if (!wrapped.isEmpty() && !response.statusWord().letsScriptGoOn()) {
            throw new BadVector(place + ".response_sw", "a word that may come with data", word.toHex());
        }
        try {
            one.put("response_wrapped", wrapped.toHex());
            one.put("response_plain", channel.unwrap(response).data().toHex());
            one.put("response_sw", word.toHex());
        } catch (ChannelException e) {
            throw new BadVector(place + ".response_wrapped", "a response of this session", ChannelFields.message(e));
        }
    }
}
