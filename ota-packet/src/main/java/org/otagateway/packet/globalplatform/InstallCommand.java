// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;

/**
 * INSTALL (Card Specification clause 11.5). All its forms have six fields; which AIDs stand where is the form's.
 *
 * <pre>
 * CLA 80 | INS E6 | P1 form | P2 00 | Lc | L 1, AID | L 1, AID | L 1, AID or hash | L 1, privileges | L BER, parameters |
 * | L BER, token |
 * </pre>
 *
 * INSTALL [for load] has no privileges: its third field is the hash.
 */
public sealed interface InstallCommand extends RamCommand {
    /**
     * INSTALL [for load]: the LOAD commands follow.
     *
     * @param loadFile AID of the package
     * @param securityDomain that the package goes to, null for the one that is addressed
     * @param hash of the load file data block, none where neither a DAP nor a token asks for it
     * @param parameters load parameters, as {@link InstallParameters#forLoad}, perhaps none
     * @param token load token, perhaps none
     */
    record ForLoad(Aid loadFile, @Nullable Aid securityDomain, Octets hash, Octets parameters, Octets token)
            implements InstallCommand, TokenCommand {
        public ForLoad {
            data(loadFile, securityDomain, hash, parameters, token);
        }

        private static Octets data(
                Aid loadFile, @Nullable Aid securityDomain, Octets hash, Octets parameters, Octets token) {
            return checked(Octets.concat(
                    loadFile.encode(),
                    optional(securityDomain),
                    Tlv.lengthAndValue(hash),
                    withBerLength(parameters),
                    withBerLength(token)));
        }

        @Override
        public ForLoad withToken(Octets other) {
            return new ForLoad(loadFile, securityDomain, hash, parameters, other);
        }

        @Override
        public CommandApdu command() {
            return RamApdu.of(
                    RamApdu.INSTALL,
                    InstallReader.FOR_LOAD,
                    0,
                    data(loadFile, securityDomain, hash, parameters, token),
                    0);
        }
    }

    /**
     * INSTALL [for install], or [for install and make selectable].
     *
     * @param loadFile AID of the package
     * @param module AID of the applet in the package
     * @param application AID of the instance
     * @param selectable true where it is made selectable at once
     * @param privileges of the instance
     * @param parameters as {@link InstallParameters#encode()}
     * @param token install token, perhaps none
     */
    record ForInstall(
            Aid loadFile,
            Aid module,
            Aid application,
            boolean selectable,
            Privileges privileges,
            Octets parameters,
            Octets token)
            implements InstallCommand, TokenCommand {
        public ForInstall {
            six(loadFile, module, application, privileges, parameters, token);
        }

        @Override
        public ForInstall withToken(Octets other) {
            return new ForInstall(loadFile, module, application, selectable, privileges, parameters, other);
        }

        @Override
        public CommandApdu command() {
            int p1 = selectable
                    ? InstallReader.FOR_INSTALL | InstallReader.FOR_MAKE_SELECTABLE
                    : InstallReader.FOR_INSTALL;
            return RamApdu.of(
                    RamApdu.INSTALL, p1, 0, six(loadFile, module, application, privileges, parameters, token), 0);
        }
    }

    /** INSTALL [for make selectable] of an instance that is installed. */
    record ForMakeSelectable(Aid application, Privileges privileges, Octets parameters, Octets token)
            implements InstallCommand, TokenCommand {
        public ForMakeSelectable {
            six(null, null, application, privileges, parameters, token);
        }

        @Override
        public ForMakeSelectable withToken(Octets other) {
            return new ForMakeSelectable(application, privileges, parameters, other);
        }

        @Override
        public CommandApdu command() {
            return RamApdu.of(
                    RamApdu.INSTALL,
                    InstallReader.FOR_MAKE_SELECTABLE,
                    0,
                    six(null, null, application, privileges, parameters, token),
                    0);
        }
    }

    /**
     * INSTALL [for extradition].
     *
     * @param securityDomain the new one
     * @param application instance or package that moves
     */
    record ForExtradition(Aid securityDomain, Aid application, Octets parameters, Octets token)
            implements InstallCommand, TokenCommand {
        public ForExtradition {
            six(securityDomain, null, application, null, parameters, token);
        }

        @Override
        public ForExtradition withToken(Octets other) {
            return new ForExtradition(securityDomain, application, parameters, other);
        }

        @Override
        public CommandApdu command() {
            return RamApdu.of(
                    RamApdu.INSTALL,
                    InstallReader.FOR_EXTRADITION,
                    0,
                    six(securityDomain, null, application, null, parameters, token),
                    0);
        }
    }

    /** INSTALL [for personalization]: STORE DATA to the security domain then goes to the instance. */
    record ForPersonalization(Aid application) implements InstallCommand {
        @Override
        public CommandApdu command() {
            return RamApdu.of(
                    RamApdu.INSTALL,
                    InstallReader.FOR_PERSONALIZATION,
                    0,
                    six(null, null, application, null, Octets.EMPTY, Octets.EMPTY),
                    0);
        }
    }

    /**
     * INSTALL [for registry update].
     *
     * @param securityDomain the new one, null where it stays
     * @param application whose entry it is, null for the issuer security domain
     * @param privileges the new ones, null where they stay
     */
    record ForRegistryUpdate(
            @Nullable Aid securityDomain,
            @Nullable Aid application,
            @Nullable Privileges privileges,
            Octets parameters,
            Octets token)
            implements InstallCommand, TokenCommand {
        public ForRegistryUpdate {
            six(securityDomain, null, application, privileges, parameters, token);
        }

        @Override
        public ForRegistryUpdate withToken(Octets other) {
            return new ForRegistryUpdate(securityDomain, application, privileges, parameters, other);
        }

        @Override
        public CommandApdu command() {
            return RamApdu.of(
                    RamApdu.INSTALL,
                    InstallReader.FOR_REGISTRY_UPDATE,
                    0,
                    six(securityDomain, null, application, privileges, parameters, token),
                    0);
        }
    }

    private static Octets six(
            @Nullable Aid first,
            @Nullable Aid second,
            @Nullable Aid third,
            @Nullable Privileges privileges,
            Octets parameters,
            Octets token) {
        return checked(Octets.concat(
                optional(first),
                optional(second),
                optional(third),
                Tlv.lengthAndValue(privileges == null ? Octets.EMPTY : privileges.encode()),
                withBerLength(parameters),
                withBerLength(token)));
    }

    private static Octets checked(Octets data) {
        if (data.length() > 255) {
            throw new IllegalArgumentException("INSTALL: expected at most 255 octets of data, got " + data.length());
        }
        return data;
    }

    private static Octets optional(@Nullable Aid aid) {
        return aid == null ? Octets.of(0) : aid.encode();
    }

    private static Octets withBerLength(Octets value) {
        return Octets.concat(Tlv.length(value.length()), value);
    }
}
