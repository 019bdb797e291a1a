/// What miners and pools say to each other, and what looks wrong about it.
///
/// Rule: an observer with a thread of its own. Plumbing hands it copies of bytes that are on their
/// way already, through a queue that is bounded and counts what did not fit; it never alters or
/// delays them. Everything behind the queue is on that one thread and is given the time, so that a
/// journal can be heard again with the same result.
///
/// Start reading at [Forensics], then [Conversation], which makes [Observation]s of lines, which
/// each [Witness] hears; what one of them finds is a [Suspicion]. [Manners] finds nothing: it tells
/// the guard how a miner behaves, and has no part in what is found; nor does [BlockProofs], which
/// is heard first.
///
/// What is said to a share counts for that share only where it is certain that it is meant: see
/// [Unanswered], and [ShareAnswer#sure()], which each that concludes anything of a share asks.
///
/// What each detector proves; its threshold; severity; what else it may be:
///
/// - [ClockWatch]: this machine's clock was moved, or no time server answers; more than 1 s between
///   two looks, three looks in vain; LOW, MEDIUM; networks that let no NTP out.
/// - [JobTime]: a job's time is wrong; `max_ntime_drift` either way, 10 minutes ahead, 30 behind;
///   HIGH, MEDIUM; a clock here that nobody has set right.
/// - [ShareTime]: a miner hands in a time that its job does not have; an hour off; HIGH; none
///   known.
/// - [ShareAge]: a miner works on what was replaced; `stale_job`, and a minute; MEDIUM; one that
///   hangs.
/// - [SharePace]: shares were held back and handed in together; one in a billion by chance, below
///   `rapid_share`; HIGH; networks that stall for longer than is excused.
/// - [AnswerPace]: a pool is slow now; 1 s and 20 times its median; LOW; the network between.
/// - [JobPace]: no new job; `stale_job`; LOW; a pool without transactions to add.
/// - [PoolDrift]: a pool's clock runs wrong; 2 s in 3 to 6 hours; LOW; ours, where no server is
///   asked.
/// - [Extranonces]: extranonce1 changes unasked, extranonce2 is small; `min_extranonce2_size`;
///   HIGH, MEDIUM; small ones are enough for small miners.
/// - [ExtranonceReuse]: two miners do the same work; shares of both; HIGH; resumed sessions are
///   excused.
/// - [ExtranonceOrder]: the next extranonce1 can be guessed; a quarter of its bits; INFO; harmless.
/// - [SearchSpace]: a job is searched too soon; a minute; MEDIUM; a miner that rolls the time too.
/// - [BlocksFound]: a share is a block, or near one; the network's target, `near_miss`; INFO; none.
/// - [AcceptedBelowTarget]: a pool takes what is worth too little; any; MEDIUM; job ids used again.
/// - [RejectedAboveTarget]: good shares are called too low; 3 of 100; HIGH; difficulty raised for
///   old jobs.
/// - [DifficultyNotAsSaid]: another line is drawn than was set; 20 answers; HIGH; the same.
/// - [OddRefusals]: shares are refused for odd reasons, or often; any, 10 %; LOW; the miner's
///   fault.
/// - [BestSharesMissing]: somebody before us keeps large shares; one in ten million; HIGH;
///   firmware.
/// - [BestSharesRefused]: large shares are refused more often; one in a million; HIGH; none known.
/// - [RefusedThoughCurrent]: shares of the newest job are called stale; more than 2 % in three
///   jobs; HIGH; a pool's servers that do not know each other's jobs.
/// - [SharesUnanswered]: shares vanish; 3 and 1 % in an hour; MEDIUM; an overloaded pool.
/// - [BlockUnanswered], [BlockRefused]: a block vanishes, or is refused without cause; one; HIGH;
///   the pool's job was invalid.
/// - [AnsweredTwice]: a pool answers what was not asked; three; MEDIUM; a proxy behind it.
/// - [NewBlocks]: a pool stays on an old block; 30 s after another; HIGH; the other may be wrong.
/// - [EmptyBlockJobs]: blocks are mined empty; 30 s; LOW; test networks.
/// - [ForeignReconnect]: miners are sent elsewhere; another domain; HIGH; the pool's other name.
/// - [OtherChain]: jobs of another chain; factor 4 of difficulty, heights, nbits; HIGH; pools that
///   switch.
/// - [CertificateChanged]: another certificate; any; HIGH; renewal.
/// - [PayoutChanges], [PayoutElsewhere]: the coinbase pays somebody else; the main output,
///   `expect_address`; HIGH; rotating addresses, pools that collect.
/// - [TagChanges]: another signs the blocks; half of the text; MEDIUM; a pool that renames itself.
/// - [StatsCheck]: a pool's figures are lower than the work it took; 80 % and five deviations, 1 %,
///   ten minutes; HIGH, MEDIUM; sites that stand still.
@NullMarked
package dev.adit.forensics;

import org.jspecify.annotations.NullMarked;
