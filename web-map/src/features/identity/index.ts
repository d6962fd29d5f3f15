import { addFeature } from '../../app/feature';
import { bordersOnly, has } from '../../state/modes';
import { ICONS } from '../../ui/icons';
import SignIn from './SignIn.vue';
import { en } from './words/en';
import { zh } from './words/zh';

addFeature({
  name: 'identity',
  words: { zh, en },
  panels: [
    {
      name: 'users',
      icon: ICONS.users,
      for: (rights) => has(rights, 'USERS', 'GRANTS'),
      desk: true,
      first: (rights) => bordersOnly(rights) && !has(rights, 'AUDIT'),
      component: () => import('./users/UsersDesk.vue'),
    },
    {
      name: 'account',
      icon: ICONS.person,
      for: () => true,
      desk: true,
      offRail: true,
      component: () => import('./AccountDesk.vue'),
    },
  ],
  door: SignIn,
  work: () => import('./work'),
});
