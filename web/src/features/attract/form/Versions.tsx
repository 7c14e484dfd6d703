import type { FormDefinition } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { Versions as All } from '../../../shared/versions/Versions'
import { linesOf } from './lines'
import { useFormVersions, useLists, useRules, useTeams, useUsers } from './queries'
import * as words from './words'

/** What was published of a form. What a version keeps of the words of consent is not taken up again: they are asked in those of the day. */
export function Versions({ id, draft, restore }: { id: string; draft: FormDefinition; restore?: (content: FormDefinition) => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const named = [useLists().data?.segments, useRules().data?.rules, useUsers().data?.users, useTeams().data?.teams].flatMap((all: { id: string; name: string }[] | null | undefined) => all ?? [])
  const nameOf = (id: string) => named.find((o) => o.id === id)?.name ?? id
  const restored = (c: FormDefinition) => ({ ...c, consents: (c.consents ?? []).map(({ purpose, channels, required }) => ({ purpose, channels, required })) })
  return <All query={useFormVersions(id)} draft={draft} linesOf={(c) => linesOf(c, w, language, nameOf)} restore={restore && ((c) => restore(restored(c)))} />
}
