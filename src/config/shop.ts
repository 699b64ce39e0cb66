/** Who stands behind the shop, as shoppers read it. */
export const shop = { name: 'Rolitt', supportEmail: 'help@rolitt.example' } as const;
