// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

/** The plan of a delivery, as far as the rules need it; asked only where they do. */
public interface PlanView {
    /** What a job of raw APDUs comes to: one packet, that ends the delivery. */
    PlanView SINGLE = new PlanView() {
        @Override
        public int steps() {
            return 1;
        }

        @Override
        public String name(int step) {
            return "";
        }

        @Override
        public StepRule rule(int step) {
            return StepRule.LAST;
        }
    };

    /** How many steps there are, 1 or more. */
    int steps();

    /** The name of a step, for people. */
    String name(int step);

    /** How the plan goes on from a step. */
    StepRule rule(int step);
}
