#!/bin/sh
# A sweep by an engine that exists: `retally audit - --name PAPER --format json` reads one document from its standard input and writes one line, so that
# whatever runs a command for each paper can sweep. Here GNU parallel keeps two of them at work on one machine, with the lines in the
# order of the papers; interrupted, it goes on from LOG where it is called again.
#
#   examples/sweep/parallel.sh FOLDER LOG >> lines.jsonl
#
# On several machines: the same with `--sshloginfile MACHINES` in place of `--jobs 2`.
#
# A Slurm array of 64 tasks, each of which goes on when it is submitted again:
#
#   sbatch --array=1-64 --wrap 'retally sweep FOLDER --shard $SLURM_ARRAY_TASK_ID/64 --out lines-$SLURM_ARRAY_TASK_ID.jsonl --resume'
#   retally summary lines-*.jsonl --out summary
#
# Spark, with a path in each record:
#
#   sc.parallelize(paths).pipe("xargs -I{} sh -c 'retally audit - --name {} --format json < {}; true'").saveAsTextFile(OUT)
#
# The lines of `retally audit` say all of a paper, as `retally::report::json_of_paper` lists it; those of `retally sweep` what a sweep needs.
set -eu
export RETALLY="${RETALLY:-retally}"
# A status of 1 says that there is a finding, and is no failure here.
find "$1" -type f -name '*.xml' | sort |
  parallel --jobs 2 --keep-order --joblog "$2" --resume --quote sh -c '"$RETALLY" audit - --name "$1" --format json < "$1" || test $? -eq 1' sh {}
