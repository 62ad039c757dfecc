-- Records something that a team is told of, in one place of its feed, and has it sent to
-- the webhooks that want it. Each step sees what was committed while the one before it
-- waited for its turn, such as a webhook that was added.
CREATE FUNCTION tell_audit_event(
    new_actor text, new_team_id uuid, new_api_id uuid, new_action text,
    new_subject text, new_details jsonb, new_client text, new_request_id text,
    only_webhook_id uuid
)
RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    event_id uuid;
BEGIN
    -- The clock may have been put back, or be another one's after a failover.
    INSERT INTO event_feeds AS feed (team_id, last_event_id)
    VALUES (new_team_id, uuidv7())
    ON CONFLICT (team_id) DO UPDATE SET last_event_id = CASE
        WHEN uuidv7() > feed.last_event_id THEN uuidv7()
        ELSE uuidv7(
            uuid_extract_timestamp(feed.last_event_id) - clock_timestamp()
            + interval '2 milliseconds'
        )
    END
    RETURNING last_event_id INTO event_id;
    INSERT INTO audit_events (
        id, occurred_at, actor, team_id, api_id, action, subject, details, client,
        request_id
    ) VALUES (
        event_id, clock_timestamp(), new_actor, new_team_id, new_api_id, new_action,
        new_subject, new_details, new_client, new_request_id
    );
    INSERT INTO webhook_deliveries (webhook_id, event_id, event_type)
    SELECT id, event_id, new_action FROM webhooks
    WHERE team_id = new_team_id AND is_enabled AND CASE
        WHEN only_webhook_id IS NULL
        THEN event_types IS NULL OR new_action = ANY (event_types)
        ELSE id = only_webhook_id
    END;
END
$body$;
