import { useWords } from '../shared/language'
import * as words from './words'

/** Says on every screen that the figures are a made-up company's. */
export function SampleBanner() {
  const w = useWords(words)
  return <div className="sample-banner"><div>{w.sampleAbout}</div></div>
}
