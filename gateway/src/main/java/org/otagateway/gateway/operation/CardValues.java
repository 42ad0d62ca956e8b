// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import org.otagateway.packet.keys.KeySet;

/** Columns and keys of one card, while a plan is made of them. */
public interface CardValues {
    /**
     * The value of a column in the job's copy of the card's row; a secret comes as hexadecimal digits.
     *
     * @param name in lower case
     * @throws IllegalArgumentException naming the column, where there is none
     */
    String column(String name);

    /**
     * The keys of a version in the security domain of the job's application.
     *
     * @param version 1…15
     * @throws IllegalArgumentException naming the version, where the card has none
     */
    KeySet keys(int version);

    /**
     * The key versions of the job's application on this card, oldest first: the one that the job was resolved for, and those
     * that replaced it ({@link StepEffect.SwitchKeys}).
     */
    List<Integer> keyVersions();
}
