/* OTA gateway, design rules 1-8: one card, one counter domain. See README.md.  All parameters by spin -D. */
#ifndef MODE
#define MODE 10      /* card's counter setting: 10 higher, 11 exactly one higher, 1 present but unchecked */
#endif
#ifndef ND
#define ND 2         /* deliveries (jobs for the card), at most 3 */
#endif
#ifndef MAXC
#define MAXC 4       /* counter values */
#endif
#ifndef MAXS
#define MAXS 2       /* sends of one packet (policy.attempts) */
#endif
#ifndef MAXN
#define MAXN 2       /* counters one delivery may spend */
#endif
#ifndef NG
#define NG 1         /* gateways */
#endif
#ifndef NET
#define NET 0        /* 0: network is the attacker: whatever was ever sent may arrive at any time, any number of times, or never;
                           timers fire whenever they like.  1: counted copies, budgets, honest timers (fire when nothing is in flight) */
#endif
#ifndef SEGS
#define SEGS 1
#endif
#ifndef PROP
#define PROP 0       /* 0 all of S1-S6, n only Sn; 7: S7; 8: L1; 9: L2 */
#endif
/* readings of the rules; the defaults are the mended ones */
#ifndef PROOF
#define PROOF 3      /* what lets a delivery spend another counter: 0 a time-out (naive), 1 any verified refusal, 2 as 1 but 02 of a resent packet is not (literal), 3 only refusals given after the counter was stored */
#endif
#ifndef ACC
#define ACC 2        /* 0 any verified 02 (naive), 1 rule 4 literally, 2 mended */
#endif
#ifndef CAN
#define CAN 1        /* 0 cancelled when no submit is recorded, 1 only when no counter is spent */
#endif
#ifndef P11
#define P11 2        /* setting 11: 0 no next packet until the abandoned is resolved, 1 ignore, 2 resend the abandoned octets before the next packet */
#endif
#ifndef NEXT
#define NEXT 1       /* rule 7: 0 the next packet waits for PoR, 1 also for the end of every copy submitted */
#endif
#ifndef LEASE
#define LEASE 2      /* 0 a pause may outlive the lease, 1 never, 2 may, but submits carry an absolute validity that the SMSC honours */
#endif
#ifndef ANY
#define ANY 0        /* 1 several gateways act side by side: whoever submits holds the lease, and while nobody does any may act */
#endif
#ifndef HINT
#define HINT 1       /* unprotected 06: 0 pauses resending with no end, 1 bounded pause */
#endif
#ifndef LATESPEND
#define LATESPEND 0  /* planted: counter made durable after the submit */
#endif
#ifndef OCTETS
#define OCTETS 1     /* 1 octets of an unresolved packet are kept; 0 rebuilt, and a new release may fail the digest */
#endif
#ifndef RESYNC
#define RESYNC 1     /* 1 after a verified 02 in a domain never placed, or shared, the next packet, a probe or a script, leaps (setting 10) */
#endif
#ifndef JUMPS
#define JUMPS 2      /* leaps since a verified PoR last placed the counter, at most: no 02 runs the counter out */
#endif
#ifndef FRESHFREE
#define FRESHFREE 1  /* 1 after a crash or a change of lease the send that was not recorded whole is repeated without counting as a further send; 0 it counts, and none is left after the last */
#endif
/* environment */
#ifndef PLACED0
#define PLACED0 1    /* 1 a verified PoR placed the card's counter at 0 before; 0 never, and the card may be ahead */
#endif
#ifndef OTHER
#define OTHER 0      /* another system spends counters of the same domain, this many times */
#endif
#ifndef SHARED
#define SHARED 0     /* the gateway has been told that the domain is not its own */
#endif
#ifndef SAMEREF
#define SAMEREF 0    /* two-segment: packets share one concatenation reference */
#endif
#ifndef CRASHES
#define CRASHES 2
#endif
#ifndef DAMAGE
#define DAMAGE 1     /* copies that reach the card damaged: refused (01) before the counter is stored */
#endif
#ifndef REFUSE
#define REFUSE 1     /* refusals after the counter is stored (07, 09, 0A ...) */
#endif
#ifndef POWER
#define POWER 1
#endif
#ifndef DUPS
#define DUPS 1       /* NET 1 only */
#endif
#ifndef LOSS
#define LOSS 2       /* NET 1 only */
#endif
#ifndef CANCELS
#define CANCELS 1
#endif
#ifndef SILENT
#define SILENT 1     /* 1: the card may leave a replay unanswered or answer it unprotected; 0: always verified 02 */
#endif
#ifndef FORGE
#define FORGE 1      /* attacker's unprotected PoRs (06) */
#endif
#define PENDING 0
#define CONF 1
#define REFD 2
#define ACCD 3
#define UNC 4
#define CANC 5
#define EXPD 6
#define P00 1
#define P01 2
#define P02 4
#define P03 8
#define P09 16
#if PROP==0
#define A1(x) assert(x)
#define A2(x) assert(x)
#define A3(x) assert(x)
#define A4(x) assert(x)
#define A5(x) assert(x)
#define A6(x) assert(x)
#else
#if PROP==1
#define A1(x) assert(x)
#else
#define A1(x) skip
#endif
#if PROP==2
#define A2(x) assert(x)
#else
#define A2(x) skip
#endif
#if PROP==3
#define A3(x) assert(x)
#else
#define A3(x) skip
#endif
#if PROP==4
#define A4(x) assert(x)
#else
#define A4(x) skip
#endif
#if PROP==5
#define A5(x) assert(x)
#else
#define A5(x) skip
#endif
#if PROP==6
#define A6(x) assert(x)
#else
#define A6(x) skip
#endif
#endif
#if PROP==7
#define A7(x) assert(x)
#else
#define A7(x) skip
#endif
#define D 4   /* array size for deliveries */
#define C 6   /* array size for counters: MAXC+1 <= 6 */
#if PROP==9
#define ORDERED (cur[1]!=0 || out[1]!=PENDING)   /* L2 asks about a delivery that comes after another */
#else
#define ORDERED 1
#endif
#ifndef LASTS
#define LASTS 0      /* more sends for the last delivery: more than all faults together, for L2 */
#endif
#define LIM(d) (MAXS+(d==ND)*LASTS)
/* ---- durable store: written only inside atomic commits ---- */
byte out[D], cur[D], sends[D], nctr[D];
bit rec[D], stop[D], proof[D], paused[D];
bit whole[D];            /* the send under way is recorded whole: all of it submitted, and that is durable */
byte own[C];             /* attempt rows: counter -> delivery */
byte hi, uw, res, stp;   /* last counter spent; delivery under way; highest counter the card is proven to have reached; next to submit */
bit behind;              /* a verified 02 came while the domain was not placed, or is shared */
byte jumps;              /* leaps since a verified PoR last placed the counter */
bit placed; byte plat;   /* a verified PoR placed the card's counter at plat */
byte lease;
/* ---- gateways' memory ---- */
byte pc[3], gc[3], gd[3]; bit fresh[3];     /* pc 0 idle, 1 about to submit, 2 submitted and not recorded, 3 between segments */
/* ---- network ---- */
byte n1[C], n2[C], por[C];
bit dead[C];             /* absolute validity of all submits of this packet is over */
bit broken[C];           /* packet can no longer be rebuilt */
/* ---- card ---- */
byte ccnt, bref, bh, b1, b2;
/* ---- ghosts and budgets ---- */
byte runs[D]; bit ex[C], st[C]; byte sentd[C]; bit gone[D];
byte crashes, damage, refuse, power, dups, loss, cancels, other, forge;
byte lastpower, spent2;
#define COPIES(k) (n1[k]+n2[k])
#define FLYCMD (COPIES(1)+COPIES(2)+COPIES(3)+COPIES(4)+COPIES(5))
#define FLY (FLYCMD + por[1]+por[2]+por[3]+por[4]+por[5])
#define FLYBUT(k) (FLYCMD-COPIES(k))
#if NET==0
#define TIMER 1
#else
#define TIMER (FLY==0 && pc[lease]==0)   /* the other gateway may hang at any step */
#endif
#if NEXT==1 && NET==1
#define FREE(k) (FLYBUT(k)==0)
#else
#define FREE(k) 1
#endif
#if MODE==11 && P11==0
#define RES11 (res==hi)
#else
#define RES11 1
#endif
#define HOLDS(g) (NG==1 || lease==g || (ANY && pc[3-g]==0 && (uw==0 || uw>ND || whole[uw])))   /* a send that is not recorded whole is its submitter's, until the lease runs out */

inline kill_older(k) {   /* mended rule 7: the next packet gone only after the absolute validity of all earlier copies */
#if LEASE==2
  dead[1]=(k!=1); dead[2]=(k!=2); dead[3]=(k!=3); dead[4]=(k!=4); dead[5]=(k!=5)
#else
  skip
#endif
}
inline card_packet(k) {
  if
  :: (MODE==1) || (MODE==10 && k>ccnt) || (MODE==11 && k==ccnt+1) ->
     if
     :: damage>0 -> damage--; por[k]=por[k]|P01
     :: true ->
        ccnt=k; st[k]=1;
        if
        :: runs[own[k]]++; ex[k]=1; por[k]=por[k]|P00; A1(runs[own[k]]<=1); A5(out[own[k]]!=REFD)
        :: power>0 -> power--; if :: own[k]==ND -> lastpower=1 :: else fi
        :: refuse>0 -> refuse--; por[k]=por[k]|P09; if :: own[k]==ND -> lastpower=1 :: else fi
        fi
     fi
  :: (MODE==11 && k>ccnt+1) -> por[k]=por[k]|P03
  :: ((MODE==10 || MODE==11) && k<=ccnt) ->
     if
     :: por[k]=por[k]|P02
     :: SILENT -> skip
     fi
  fi
}
inline take1(k) {
#if NET==1
  if :: n1[k]-- :: dups>0 -> dups-- fi
#else
  skip
#endif
}
inline take2(k) {
#if NET==1
  if :: n2[k]-- :: dups>0 -> dups-- fi
#else
  skip
#endif
}
#if SAMEREF
#define REF(k) 1
#else
#define REF(k) k
#endif
inline seg(k,s) {
  if :: bref!=REF(k) -> bref=REF(k); b1=0; b2=0 :: else fi;
  if :: s==1 -> b1=k :: else -> b2=k fi;
  if
  :: b1!=0 && b2!=0 ->
     bh=b1;
     if :: b1==b2 -> b1=0; b2=0; bref=0; card_packet(bh)
        :: else -> b1=0; b2=0; bref=0; por[bh]=por[bh]|P01   /* mixed: the check fails, the counter is that of the first part */
     fi; bh=0
  :: else
  fi
}
active proctype Card() {
  byte k;
  do
  :: atomic {
       if :: n1[1]>0 -> k=1 :: n1[2]>0 -> k=2 :: n1[3]>0 -> k=3 :: n1[4]>0 -> k=4 :: n1[5]>0 -> k=5 fi;
       take1(k);
#if SEGS==1
       card_packet(k);
#else
       seg(k,1);
#endif
       k=0 }
#if SEGS==2
  :: atomic {
       if :: n2[1]>0 -> k=1 :: n2[2]>0 -> k=2 :: n2[3]>0 -> k=3 :: n2[4]>0 -> k=4 :: n2[5]>0 -> k=5 fi;
       take2(k); seg(k,2); k=0 }
#endif
#if OTHER
  :: atomic { other>0 -> other--;      /* another system's own packet: raises the counter and makes a genuine PoR of the same key */
       if :: ccnt<MAXC -> ccnt++; por[ccnt]=por[ccnt]|P00 :: MODE==10 && ccnt+1<MAXC -> ccnt=ccnt+2; por[ccnt]=por[ccnt]|P00 fi }
#endif
  od
}
#if NET==1
active proctype Loss() {
  byte k;
  do
  :: atomic { loss>0 && FLYCMD>0 ->
       if :: n1[1]>0 -> n1[1]-- :: n1[2]>0 -> n1[2]-- :: n1[3]>0 -> n1[3]-- :: n1[4]>0 -> n1[4]-- :: n1[5]>0 -> n1[5]--
          :: n2[1]>0 -> n2[1]-- :: n2[2]>0 -> n2[2]-- :: n2[3]>0 -> n2[3]-- :: n2[4]>0 -> n2[4]-- :: n2[5]>0 -> n2[5]-- fi; loss-- }
  :: atomic { loss>0 && (por[1]|por[2]|por[3]|por[4]|por[5]) ->
       if :: por[1] -> k=1 :: por[2] -> k=2 :: por[3] -> k=3 :: por[4] -> k=4 :: por[5] -> k=5 fi;
       por[k]=0; loss--; k=0 }
  od
}
#endif
#define RESOLVED(k) d_step { if :: k>res -> res=k :: else fi }
inline free_uw(d,k) { if :: uw==d && cur[d]==k -> uw=0 :: else fi }
/* the incoming side: each PoR is one commit, acknowledged after it (rule 8) */
active proctype Recv() {
  byte k, d, s;
  do
  :: atomic {
       if :: por[1] -> k=1 :: por[2] -> k=2 :: por[3] -> k=3 :: por[4] -> k=4 :: por[5] -> k=5 fi;
       if :: por[k]&P00 -> s=P00 :: por[k]&P01 -> s=P01 :: por[k]&P02 -> s=P02 :: por[k]&P03 -> s=P03 :: por[k]&P09 -> s=P09 fi;
#if NET==1
       if :: por[k]=por[k]-s :: dups>0 -> dups-- fi;
#endif
       d=own[k];
       if
       :: d==0 -> skip                        /* no attempt of ours: counted, changes nothing */
       :: d!=0 && s==P00 ->
            out[d]=CONF; A3(ex[k]); RESOLVED(k);
            if :: placed==0 || k>plat -> placed=1; plat=k; behind=0; jumps=0 :: else fi;
            free_uw(d,k)
       :: d!=0 && s==P09 ->
            RESOLVED(k);
            if :: placed==0 || k>plat -> placed=1; plat=k; behind=0; jumps=0 :: else fi;
            if :: k==cur[d] && out[d]==PENDING -> proof[d]=1
               :: k==cur[d] && (out[d]==UNC || out[d]==ACCD) -> out[d]=REFD; A5(runs[d]==0)
               :: else fi
       :: d!=0 && (s==P01 || s==P03) ->
#if PROOF==1 || PROOF==2
            if :: k==cur[d] && out[d]==PENDING -> proof[d]=1 :: else fi
#else
            skip
#endif
       :: d!=0 && s==P02 ->
            RESOLVED(k); if :: (!placed || SHARED) && k==hi -> behind=1 :: else fi;
            if
#if ACC==0
            :: out[d]==PENDING || out[d]==UNC -> out[d]=ACCD; A4(st[k]); free_uw(d,k)
#endif
#if ACC==1
            :: k==cur[d] && (out[d]==PENDING || out[d]==UNC) && sends[d]>1 && placed && plat<k -> out[d]=ACCD; A4(st[k]); free_uw(d,k)
#endif
#if ACC==2
            :: k==cur[d] && (out[d]==PENDING || out[d]==UNC) && placed && plat<k && hi==k && !SHARED -> out[d]=ACCD; A4(st[k]); free_uw(d,k)
#endif
#if PROOF==1
            :: k==cur[d] && out[d]==PENDING -> proof[d]=1
#endif
#if PROOF==2
            :: k==cur[d] && out[d]==PENDING && sends[d]==1 -> proof[d]=1
#endif
            :: else -> skip
            fi
       fi;
       k=0; d=0; s=0 }
#if FORGE
  :: atomic { forge>0 && uw>0 && uw<=ND -> forge--;   /* unprotected 06, forged or real: a hint */
#if HINT==0
       paused[uw]=1
#else
       skip
#endif
     }
#endif
  od
}
inline put1(k) {
#if NET==1
  n1[k]++
#else
  n1[k]=1
#endif
}
inline put2(k) {
#if NET==1
  n2[k]++
#else
  n2[k]=1
#endif
}
inline pickd(d) { if :: d=1 :: ND>=2 -> d=2 :: ND>=3 -> d=3 fi }
#if MODE==11 && P11==2
#define START (res+1)
#else
#define START hi
#endif
#if FRESHFREE
#define REPEAT(g) (fresh[g] && !whole[uw])   /* only what the store knows: no send recorded whole since its plan */
#else
#define REPEAT(g) 0
#endif
inline start(g,d) {      /* round of sends of d: mode 11 mended begins with the abandoned packets below it */
#if MODE==11 && P11==2
  if :: res<cur[d] -> stp=res+1 :: else -> stp=cur[d] fi;
#else
  stp=cur[d];
#endif
  whole[d]=0
}
inline arm(g,d) { gd[g]=d; gc[g]=stp; kill_older(stp); pc[g]=1; fresh[g]=0; if :: ANY -> lease=g :: else fi }
proctype Gw(byte g) {
  byte d;
  do
  /* plan: first packet of a delivery */
  :: atomic { pc[g]==0 && HOLDS(g) && uw==0 && hi<MAXC && FREE(hi+1) && RES11 ->
       if :: out[1]==PENDING && cur[1]==0 -> d=1
          :: ND>=2 && out[2]==PENDING && cur[2]==0 && ORDERED -> d=2
          :: ND>=3 && out[3]==PENDING && cur[3]==0 -> d=3 fi;
#if LATESPEND
       gd[g]=d; gc[g]=hi+1; pc[g]=1;
#else
#if RESYNC
       if :: behind && (!placed || SHARED) && MODE==10 && jumps<JUMPS && hi+2<=MAXC -> hi++; behind=0; jumps++ :: else fi;  /* leap: the skipped value is carried by nothing */
#endif
       hi++; own[hi]=d; cur[d]=hi; sends[d]=1; nctr[d]=1; uw=d; start(g,d); arm(g,d);
#endif
       d=0 }
  /* mode 11, mended: next packet of the round */
#if MODE==11 && P11==2
  :: atomic { pc[g]==0 && HOLDS(g) && uw>0 && out[uw]==PENDING && !proof[uw] && stp<cur[uw] && (TIMER || res>=stp) && FREE(stp+1) ->
       stp++; if :: stp<=res && res<cur[uw] -> stp=res+1 :: else fi; arm(g,uw) }
#define ROUNDDONE (stp>=cur[uw])
#else
#define ROUNDDONE 1
#endif
  /* resend: the same octets, after silence or as a successor's first act */
  :: atomic { pc[g]==0 && HOLDS(g) && uw>0 && out[uw]==PENDING && !proof[uw] && !paused[uw] && (sends[uw]<LIM(uw) || REPEAT(g)) && !stop[uw] && ((TIMER && ROUNDDONE) || fresh[g]) &&
       !broken[cur[uw]] ->
       if
       :: REPEAT(g) -> skip
       :: else ->
#if PROOF==0
          if :: nctr[uw]<MAXN && hi<MAXC && TIMER -> hi++; own[hi]=uw; cur[uw]=hi; sends[uw]=1; nctr[uw]++ :: else -> sends[uw]++ fi
#else
          sends[uw]++
#endif
       fi;
       start(g,uw); arm(g,uw) }
  /* a new counter after proof */
  :: atomic { pc[g]==0 && HOLDS(g) && uw>0 && out[uw]==PENDING && proof[uw] && nctr[uw]<MAXN && hi<MAXC && !stop[uw] && FREE(hi+1) ->
       hi++; own[hi]=uw; cur[uw]=hi; sends[uw]=1; nctr[uw]++; proof[uw]=0; start(g,uw); arm(g,uw) }
  /* final: proven refusal */
  :: atomic { pc[g]==0 && HOLDS(g) && uw>0 && out[uw]==PENDING && proof[uw] ->
       out[uw]=REFD; A5(runs[uw]==0); uw=0 }
  /* final: nothing verified; the domain is free after validity and response */
  :: atomic { pc[g]==0 && HOLDS(g) && uw>0 && out[uw]==PENDING && !proof[uw] && !paused[uw] && TIMER && ((sends[uw]>=LIM(uw) && ROUNDDONE && !REPEAT(g)) || stop[uw] || broken[cur[uw]]) ->
       out[uw]=UNC; uw=0 }
  :: atomic { pc[g]==0 && HOLDS(g) && uw>0 && out[uw]!=PENDING && TIMER -> uw=0 }
  /* submit */
  :: atomic { pc[g]==1 && (NG==1 || LEASE!=1 || lease==g) ->
       if
       :: (LEASE==2 && dead[gc[g]]) || broken[gc[g]] -> pc[g]=0; gc[g]=0; gd[g]=0       /* refused: validity is over; or digest differs: never sent */
       :: else ->
          A2(sentd[gc[g]]==0 || sentd[gc[g]]==gd[g] || own[gc[g]]!=gd[g]);
#if LATESPEND
          A2(sentd[gc[g]]==0 || sentd[gc[g]]==gd[g]); sentd[gc[g]]=gd[g];
          if :: own[gc[g]]==0 -> own[gc[g]]=gd[g] :: else fi;
#else
          sentd[gc[g]]=own[gc[g]];
#endif
          A6(out[sentd[gc[g]]]!=CANC); gone[sentd[gc[g]]]=1;
          A7(FLYBUT(gc[g])==0);
          put1(gc[g]);
#if SEGS==2
          pc[g]=3
#else
          pc[g]=2
#endif
       fi }
#if SEGS==2
  :: atomic { pc[g]==3 && (NG==1 || LEASE!=1 || lease==g) ->
       if :: LEASE==2 && dead[gc[g]] -> skip :: else -> A7(FLYBUT(gc[g])==0); put2(gc[g]) fi; pc[g]=2 }
#endif
  /* record the submit (its response came, was lost, or said unknown: all the same to the rules) */
  :: atomic { pc[g]==2 ->
#if LATESPEND
       if :: gc[g]>hi -> hi=gc[g]; own[hi]=gd[g]; cur[gd[g]]=hi; sends[gd[g]]=1; nctr[gd[g]]=1; uw=gd[g]; stp=hi :: else fi;
#endif
       rec[own[gc[g]]]=1; if :: gc[g]==cur[gd[g]] -> whole[gd[g]]=1 :: else fi; pc[g]=0; gc[g]=0; gd[g]=0 }
  /* crash at any step, restart from the store */
  :: atomic { crashes>0 -> crashes--;
#if OCTETS==0
       if :: uw>0 && !broken[cur[uw]] -> broken[cur[uw]]=1 :: skip fi;     /* restarted as another release */
#endif
       pc[g]=0; gc[g]=0; gd[g]=0; fresh[g]=1 }
#if NG==2
  /* lease runs out and the other takes over; LEASE 1: only while no submit hangs */
  :: atomic { lease!=g && spent2>0 && (LEASE!=1 || pc[3-g]==0) -> spent2--; lease=g; fresh[g]=1 }
#endif
  od
}
#if CANCELS
active proctype Operator() {
  byte d;
  do
  :: atomic { cancels>0 -> cancels--; pickd(d);
       if
#if CAN==0
       :: out[d]==PENDING && !rec[d] -> out[d]=CANC; A6(!gone[d]); if :: uw==d -> uw=0 :: else fi
#else
       :: out[d]==PENDING && cur[d]==0 -> out[d]=CANC; A6(!gone[d])
#endif
       :: else -> stop[d]=1
       fi; d=0 }
  od
}
#endif
#if PROP==8 || PROP==9
active proctype End() {
  timeout ->                                 /* nobody can do anything any more */
#if PROP==8
  assert(out[1]!=PENDING); assert(ND<2 || out[2]!=PENDING); assert(ND<3 || out[3]!=PENDING)
#else
  assert(runs[ND]>0 || lastpower || out[ND]==CANC || stop[ND] || broken[cur[ND]])  /* the last delivery reached the card */
#endif
}
#endif
init {
  atomic {
#if PLACED0
    placed=1; plat=0; ccnt=0;
#else
    if :: ccnt=0 :: ccnt=1 :: ccnt=2 fi;
#endif
#if PROP==8 || PROP==9
    if :: crashes=0 :: CRASHES>=1 -> crashes=1 :: CRASHES>=2 -> crashes=2 fi;
    if :: damage=0 :: damage=DAMAGE fi; if :: refuse=0 :: refuse=REFUSE fi; if :: power=0 :: power=POWER fi;
    if :: dups=0 :: dups=DUPS fi; if :: loss=0 :: LOSS>=1 -> loss=1 :: LOSS>=2 -> loss=2 :: LOSS>=3 -> loss=3 fi;
    if :: cancels=0 :: cancels=CANCELS fi; if :: forge=0 :: forge=FORGE fi;
#else
    crashes=CRASHES; damage=DAMAGE; refuse=REFUSE; power=POWER; dups=DUPS; loss=LOSS; cancels=CANCELS; forge=FORGE;
#endif
    other=OTHER; spent2=2; lease=1;
    run Gw(1);
#if NG==2
    run Gw(2)
#endif
  }
}
