#!/bin/bash
# plan.pml: the plan of several packets; an error must be found in each planted mistake, none in the rest. About a minute
cd "$(dirname "$0")" || exit 1; h=$PWD; w=${RUN:-/tmp/ota-model-run}/plan; mkdir -p "$w"; cd "$w" || exit 1
one() {
  rm -f pan*; spin -a $2 "$h/plan.pml" > spin.out 2>&1 || { cat spin.out; exit 1; }
  gcc -O2 -w -DSAFETY -DCOLLAPSE -DMEMLIM=4000 -o pan pan.c || exit 1
  timeout ${T:-300} ./pan -m200000 > pan.out 2>&1; rc=$?
  printf '%-24s %s, %s, rc %s %s\n' "$1" "$(grep -o 'errors: [0-9]*' pan.out)" "$(grep -o '[0-9.e+]* states, stored' pan.out)" $rc "$(grep -m1 -oE 'assertion violated.{0,40}' pan.out)"
}
one plant-no-hold -DHOLD=0
one plant-silence-is-proof -DSKIP=1
one plant-late-00-counts -DLATE=1
one plant-accepted-is-proof -DSELF=1
one lit-unchecked-counter -DMODE=1
one plan ""
one plan-2restarts "-DRESTARTS=2"
one plan-3foreign "-DFOREIGN=3"
