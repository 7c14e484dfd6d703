import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Guide } from '../shared/Guide'
import { Icon } from '../shared/Icon'
import { type Language, useLanguage, useWords } from '../shared/language'
import { Answer } from '../shared/states'
import { tabOf } from './tabs'
import * as words from './words'

const guides = import.meta.glob<string>('../../../docs/guide/*.md', { query: '?raw', import: 'default' })

/** The guide's page about the screen one looks at, beside it: by its button, or by ? where nothing is being written. */
export function Help() {
  const w = useWords(words)
  const { language } = useLanguage()
  const [open, { close, toggle }] = useDisclosure()
  const guide = tabOf(useLocation({ select: (l) => l.pathname }))?.guide ?? 'wheel'
  const text = useQuery({ queryKey: ['guide', guide, language], queryFn: () => read(guide, language), enabled: open, staleTime: Infinity })
  useHotkeys([['shift+?', toggle], ['?', toggle]])
  return (
    <>
      <ActionIcon variant="subtle" color="gray" onClick={toggle} aria-label={w.help} title={`${w.help} (?)`}><Icon name="help" /></ActionIcon>
      <Drawer opened={open} onClose={close} position="right" size="md" title={w.help}>
        <Answer query={text}>{(markdown) => <Guide text={markdown} />}</Answer>
      </Drawer>
    </>
  )
}

/** A page of the guide, which comes with the program. */
async function read(guide: string, language: Language): Promise<string> {
  const page = guides[`../../../docs/guide/${guide}${language === 'vi' ? '.vi' : ''}.md`]
  if (!page) throw new Error(guide)
  return page()
}
