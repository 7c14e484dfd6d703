// Package rank finds the texts that answer a question, the best first, in Vietnamese and in English, with marks and without.
//
// It begins with BM25 (Robertson and Zaragoza 2009) over title and body as one text, and adds what BM25 does not see:
//
//   - A word typed without its marks may mean any word that looks like it: doi is đổi, đợi, đòi. How far each counts is how
//     likely it is that whoever asked left marks away, judged by how often the words stand in the texts themselves. What is
//     typed with its marks means itself.
//   - Words that stand beside each other in the question do so in the answer: two syllables are often one Vietnamese word.
//   - What a text is called says more than its size.
//   - A word that stands in no text is taken for the nearest that does.
//
// With none of that (Plain) it is BM25 and nothing else.
package rank
