/** The part of Klaviyo's Create Event body we rely on (https://developers.klaviyo.com/en/reference/create_event). */
export const createEventSchema = {
  type: 'object',
  required: ['data'],
  additionalProperties: false,
  properties: {
    data: {
      type: 'object',
      required: ['type', 'attributes'],
      additionalProperties: false,
      properties: {
        type: { const: 'event' },
        attributes: {
          type: 'object',
          required: ['properties', 'metric', 'profile'],
          additionalProperties: false,
          properties: {
            properties: { type: 'object', maxProperties: 300 },
            time: { type: 'string', minLength: 10 },
            value: { type: 'number' },
            value_currency: { type: 'string', pattern: '^[A-Z]{3}$' },
            unique_id: { type: 'string', minLength: 1 },
            backfill: { type: 'boolean' },
            metric: relationship('metric', {
              required: ['name'],
              properties: {
                name: { type: 'string', minLength: 1, maxLength: 128 },
                service: { type: 'string' },
              },
            }),
            profile: relationship('profile', {
              properties: {
                email: { type: ['string', 'null'] },
                phone_number: { type: ['string', 'null'] },
                external_id: { type: ['string', 'null'] },
                anonymous_id: { type: ['string', 'null'] },
                _kx: { type: ['string', 'null'] },
                first_name: { type: ['string', 'null'] },
                last_name: { type: ['string', 'null'] },
                organization: { type: ['string', 'null'] },
                locale: { type: ['string', 'null'] },
                title: { type: ['string', 'null'] },
                image: { type: ['string', 'null'] },
                location: { type: 'object' },
                properties: { type: 'object' },
                meta: { type: 'object' },
              },
            }),
          },
        },
      },
    },
  },
} as const;

function relationship(type: 'metric' | 'profile', attributes: { required?: string[]; properties: object }) {
  return {
    type: 'object',
    required: ['data'],
    additionalProperties: false,
    properties: {
      data: {
        type: 'object',
        required: ['type', 'attributes'],
        additionalProperties: false,
        properties: {
          type: { const: type },
          ...(type === 'profile' ? { id: { type: ['string', 'null'] } } : {}),
          attributes: { type: 'object', additionalProperties: false, ...attributes },
        },
      },
    },
  };
}
