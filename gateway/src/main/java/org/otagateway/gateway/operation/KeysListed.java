// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.globalplatform.KeyInformation;

/**
 * The card says that it has keys of a version. A card that does not tell is asked with a packet under them.
 *
 * @param version of the keys
 */
record KeysListed(int version) implements StepGoal {
    private static final ExpectedStatusWords DONE = ExpectedStatusWords.defaultFor(0x80);

    @Override
    public Verdict judge(StepAnswer answer) {
        ResponseApdu last = answer.last();
        if (last == null) {
            return new Verdict.Again("GET DATA: the response data cannot be read: " + answer.unreadable());
        }
        if (!DONE.matches(last.statusWord())) {
            return new Verdict.Again("GET DATA of the keys: " + CardRegistry.told(last.statusWord()));
        }
        return KeyInformation.decodeAll(last.data())
                .<Verdict>fold(
                        keys -> keys.stream().anyMatch(key -> key.version() == version)
                                ? new Verdict.Reached(null)
                                : new Verdict.Missed("PUT KEY was refused: the card has no key version " + version),
                        bad -> new Verdict.Again("GET DATA of the keys: " + bad.describe()));
    }
}
