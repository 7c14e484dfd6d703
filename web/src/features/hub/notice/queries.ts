import { noticeChoice, noticeChoiceSet } from '../../../shared/client'
import { useChange, useRecords } from '../../../shared/queries'

export const useChoice = () => useRecords('notice-choice', noticeChoice)
export const useSetChoice = () => useChange(noticeChoiceSet, { refreshes: ['notice-choice', 'notices'] })
