import { ActionIcon, Button, Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { signOut } from '../shared/client'
import { useLanguage, useWords } from '../shared/language'
import { useChange } from '../shared/queries'
import { forgetRecent } from '../shared/recent'
import { type Session } from '../shared/session'
import * as words from './words'

/** Language, light or dark, and who is looking. */
export function Choices({ session }: { session: Session }) {
  const w = useWords(words)
  const { language, speak } = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const leave = useChange(signOut, { refreshes: ['session'] })
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => speak(language === 'vi' ? 'en' : 'vi')} aria-label={`${language === 'vi' ? 'EN' : 'VI'}: ${w.languageAbout}`} lang={language === 'vi' ? 'en' : 'vi'}>
        {language === 'vi' ? 'EN' : 'VI'}
      </Button>
      <ActionIcon variant="subtle" color="gray" onClick={() => setColorScheme(other)} aria-label={w[other]} title={w[other]} visibleFrom="xs">
        <span aria-hidden>{other === 'dark' ? '☾' : '☀'}</span>
      </ActionIcon>
      {session.user && (
        <Menu position="bottom-end">
          <Menu.Target>
            <UnstyledButton className="shell-person" aria-label={`${initials(session.user.name)}: ${session.user.name}`}>{initials(session.user.name)}</UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{session.user.name}<br />{session.user.email}</Menu.Label>
            <Menu.Item component={Link} to="/settings/profile">{w.profile}</Menu.Item>
            <Menu.Item onClick={() => setColorScheme(other)}>{w[other]}</Menu.Item>
            <Menu.Item onClick={() => { forgetRecent(); leave.mutate({}) }}>{w.signOut}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

/** A Vietnamese name ends with the given one. */
const initials = (name: string) => name.trim().split(/\s+/).slice(-2).map((part) => part[0]?.toUpperCase()).join('')
