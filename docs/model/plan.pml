/* OTA gateway: a delivery of several packets (design rules 3, 4, 5, 7), one card, one counter domain. See README.md.
   Network: the attacker. What was ever sent, packet or PoR, may arrive at any time, any number of times, or never.
   All state of the gateway is durable and changes in one commit, so a crash is a send that nobody sees. */
#ifndef MODE
#define MODE 10      /* card's counter setting: 10 higher, 1 present but unchecked */
#endif
#ifndef MAXC
#define MAXC 9       /* counter values */
#endif
#ifndef RESTARTS
#define RESTARTS 1   /* policy.restarts */
#endif
#ifndef RESETS
#define RESETS 2     /* of the card, which aborts a load under way */
#endif
#ifndef POWER
#define POWER 1      /* power cuts between storing the counter and running the script */
#endif
#ifndef FOREIGN
#define FOREIGN 2    /* packets of other deliveries to the same security domain */
#endif
#ifndef HOLD
#define HOLD 1       /* 0 planted: other deliveries do not wait for the end of the plan */
#endif
#ifndef SKIP
#define SKIP 0       /* 1 planted: silence is taken for a proof */
#endif
#ifndef LATE
#define LATE 0       /* 1 planted: a 00 of an earlier visit to the step counts for the present one */
#endif
#ifndef SELF
#define SELF 0       /* 1 planted: accepted is taken for the proof of the last step, too */
#endif

#define INSTALL 1
#define LOAD 2
#define PROOF 3
#define DELETE 4     /* recovery: then INSTALL again */
#define CLEAN 5      /* clean-up: then the end, failed */
#define OTHER 6

#define OK 1
#define AGAIN 2
#define REPLAY 4

#define PENDING 0
#define CONF 1
#define FAIL 2
#define ACCD 3
#define UNC 4

byte what[MAXC+1];   /* what the packet of a counter carries; 0: never sent */
byte visit[MAXC+1];  /* the visit of the plan that it is of */
byte por[MAXC+1];    /* what the card ever answered to it */
byte spent;
byte cc;             /* card: its counter */
byte highest;        /* card: the highest counter that it ran, for the check under MODE 1 */
byte loaded;         /* card: 0 nothing, 1 a load under way, 2 installed */
byte step = INSTALL;
byte now;            /* visit */
byte cur;            /* counter of the packet under way; 0: the step's is not spent yet */
byte before;         /* counter of the last packet of the step before */
byte restarts, resets, cuts, foreign;
byte out = PENDING;
bool held;

/* P1: what the plan went on from, the card has taken; P2: no foreign packet aborts a load that goes on;
   P3: packets run in the order of the plan, none of an earlier step after a recovery; P4: confirmed is installed, and
   cleaned up is gone, for good. */
#define P1 assert(before == 0 || cc >= before)
#define P2 assert(!(held && loaded == 1))
#define P3(c) assert(c > highest)
#define P4 assert(!(out == CONF || out == FAIL))

inline execute(p) {
  P3(p); highest = p;
  if
  :: what[p] == OTHER -> P2; por[p] = por[p] | OK
  :: what[p] == INSTALL && loaded == 0 -> P4; loaded = 1; por[p] = por[p] | OK
  :: what[p] == LOAD && loaded == 1 -> P4; loaded = 2; por[p] = por[p] | OK
  :: what[p] == PROOF && loaded == 2 -> por[p] = por[p] | OK
  :: what[p] == DELETE || what[p] == CLEAN -> P4; loaded = 0; por[p] = por[p] | OK
  :: else -> por[p] = por[p] | AGAIN
  fi
}

active proctype Card() {
  byte c;
end:
  do
  :: atomic { spent > 0 ->
       select(c : 1 .. MAXC);
       if
       :: what[c] == 0 -> skip
       :: what[c] != 0 && (c > cc || MODE == 1) ->
            if :: c > cc -> cc = c :: else fi;
            if
            :: execute(c)
            :: cuts < POWER -> cuts++; if :: loaded == 1 -> loaded = 0 :: else fi
            fi
       :: what[c] != 0 && c <= cc && MODE != 1 -> por[c] = por[c] | REPLAY
       fi; c = 0 }
  :: atomic { resets < RESETS && loaded == 1 -> resets++; loaded = 0 }
  od
}

inline go(to) { before = cur; cur = 0; step = to; now++ }

inline next() {
  if
  :: step == INSTALL -> go(LOAD)
  :: step == LOAD -> go(PROOF)
  :: step == PROOF -> assert(loaded == 2); out = CONF; held = false
  :: step == DELETE -> go(INSTALL)
  :: step == CLEAN -> assert(loaded == 0); out = FAIL; held = false
  fi
}

inline ended(word) { out = word; held = false }

active proctype Gateway() {
  byte c;
end:
  do
  :: atomic { out == PENDING && cur == 0 && spent < MAXC ->      /* spend, then send */
       P1; spent++; cur = spent; what[cur] = step; visit[cur] = now; held = true }
  :: atomic { out == PENDING && cur != 0 && (por[cur] & OK) -> next() }
  :: atomic { out == PENDING && cur != 0 && (por[cur] & AGAIN) ->
       if
       :: step == CLEAN || step == DELETE -> ended(FAIL)
       :: step < DELETE && restarts < RESTARTS -> restarts++; go(DELETE)
       :: step < DELETE && restarts == RESTARTS -> go(CLEAN)
       fi }
  :: atomic { out == PENDING && cur != 0 && (por[cur] & REPLAY) && cur == spent ->   /* rule 4: taken, the answer lost */
       if
       :: step == INSTALL || step == LOAD -> next()              /* the next step tells */
#if SELF
       :: step == PROOF -> next()
#endif
       :: step >= PROOF && restarts < RESTARTS -> restarts++; cur = 0    /* repeatable: another counter, the same visit */
       :: step >= PROOF && restarts == RESTARTS -> ended(ACCD)
       fi }
#if SKIP
  :: atomic { out == PENDING && cur != 0 && step < PROOF -> next() }
#endif
#if LATE
  :: atomic { out == PENDING && cur != 0 ->
       select(c : 1 .. MAXC);
       if :: c < cur && what[c] == step && (por[c] & OK) -> next() :: else fi; c = 0 }
#else
  :: atomic { out == PENDING && cur != 0 && step == PROOF ->     /* rule 5: a late 00 of the last step, of this visit */
       select(c : 1 .. MAXC);
       if :: c < cur && what[c] == step && visit[c] == now && (por[c] & OK) -> next() :: else fi; c = 0 }
#endif
  :: atomic { out == PENDING && spent > 0 -> ended(UNC) }        /* no send is left, or an operator, or the time */
  od
}

active proctype Others() {
end:
  do
  :: atomic { foreign < FOREIGN && spent < MAXC && (!held || !HOLD) && (cur == 0 || !HOLD) ->
       foreign++; spent++; what[spent] = OTHER }
  od
}
