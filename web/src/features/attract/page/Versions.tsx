import { gist, type Kind } from '../../../shared/block/blocks'
import * as blockWords from '../../../shared/block/words'
import type { ContentBlock, PageContent } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { type Line, Versions as All } from '../../../shared/versions/Versions'
import { usePageVersions } from './queries'
import * as words from './words'

/** What was published of a page. */
export function Versions({ id, draft, restore }: { id: string; draft: PageContent; restore?: (content: PageContent) => void }) {
  const w = useWords(words)
  const b = useWords(blockWords)
  const { language } = useLanguage()
  const fact = (name: string, says: string): Line => ({ name, says, all: [name, says] })
  const linesOf = (c: PageContent): Line[] => [
    fact(w.titleOf, `${c.title.vi} / ${c.title.en}`), fact(w.description, `${c.description.vi} / ${c.description.en}`),
    ...(c.blocks ?? []).map((one: ContentBlock) => ({ name: b.kinds[one.kind as Kind] ?? one.kind, says: gist(one, language), all: one })),
  ]
  return <All query={usePageVersions(id)} draft={draft} linesOf={linesOf} restore={restore} />
}
