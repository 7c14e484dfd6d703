// Package lift reads a randomised experiment: some people were treated in one way, some in another, chance decided who.
// It says by how much the arms differ, how sure that is, and whether chance did its part. It is pure arithmetic.
//
// # What is computed
//
// A rate's interval is Wilson's (1927, JASA 22). The difference of two rates has the interval that Newcombe makes of theirs
// (1998, Statistics in Medicine 17, method 10): it keeps its word with few people and with rare goals, where the
// textbook's does not. Value per head differs by Welch's interval (1947, Biometrika 34) with the degrees of freedom of
// Satterthwaite. All are of 95 %.
//
// The sample ratio is checked by Pearson's chi-square: an experiment whose arms are not of the sizes that chance was told
// to make is broken somewhere, and says nothing, however clear its difference.
//
// Whoever looks again and again at an interval made for one look finds sooner or later what is not there. So an
// experiment is read once, at the end it was planned to have; who looks before is shown the interval of a confidence
// sequence (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2024, Annals of Statistics 52), which is wider and holds at all
// times together.
package lift
