// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;

/**
 * A command that a token allows where the card asks for one: the issuer's signature over what is to be done (Card
 * Specification clauses 9.2 and C.4).
 */
public sealed interface TokenCommand extends RamCommand
        permits DeleteCommand.OfObject,
                InstallCommand.ForExtradition,
                InstallCommand.ForInstall,
                InstallCommand.ForLoad,
                InstallCommand.ForMakeSelectable,
                InstallCommand.ForRegistryUpdate {
    /** The signature, perhaps none. */
    Octets token();

    /**
     * The same command with another token.
     *
     * @throws IllegalArgumentException where the command is longer than 255 octets with it
     */
    TokenCommand withToken(Octets token);

    /**
     * What the token signs (Card Specification clauses C.4.1 to C.4.6).
     *
     * <pre>
     * | P1 | P2 | length of the fields 1 | all fields of the command but the token and its length |
     * </pre>
     */
    default Octets signedByToken() {
        CommandApdu command = withToken(Octets.EMPTY).command();
        // without a token INSTALL still has its length, 00; DELETE has no object of it
        Octets data = command.data();
        Octets fields = this instanceof InstallCommand ? data.slice(0, data.length() - 1) : data;
        return Octets.concat(Octets.of(command.p1(), command.p2(), fields.length()), fields);
    }

    /** The same command with a token of {@code key}. */
    default TokenCommand signedBy(SigningKey key) {
        return withToken(key.sign(signedByToken()));
    }
}
